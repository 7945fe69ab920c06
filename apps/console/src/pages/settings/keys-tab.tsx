import { useState, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { KeyFilter, KeySort, SettingsPage } from '../../address/page';
import { useRead } from '../../api/read';
import { Card } from '../../parts/card';
import { Choice } from '../../parts/choice';
import { useNow } from '../../parts/clock';
import { Facts } from '../../parts/facts';
import { Figure } from '../../parts/figure';
import { counted, number } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Table } from '../../parts/table';
import { CreateKeyDialog } from './create-key-dialog';
import { KeyCard } from './key-card';
import { KEY_COLUMNS } from './key-columns';
import { SCOPES, type Access, type KeyList } from './keys';
import { AccessNote, OwnAccess } from './own-access';
import { shownKeys, SOON_DAYS, UNUSED_DAYS } from './shown-keys';

const FILTERS: Readonly<Record<KeyFilter, string>> = {
  accepted: 'Accepted',
  expiring: `Expire within ${SOON_DAYS} days`,
  unused: `Unused for ${UNUSED_DAYS} days, or never used`,
  ended: 'Revoked, replaced or expired',
  all: 'All',
};

const SORTS: Readonly<Record<KeySort, string>> = {
  name: 'name',
  expires: 'expiry, soonest',
  used: 'last use, longest ago',
  made: 'newest',
};

/** Entries of a record as a list offers them. */
const optionsOf = <Name extends string>(names: Readonly<Record<Name, string>>): (readonly [Name, string])[] =>
  Object.entries(names) as [Name, string][];

/** Who may do what: all keys for administrators, and for everyone what the own one allows. */
export function KeysTab({ page }: { readonly page: SettingsPage }): ReactNode {
  const access = useRead('/v1/access', {});
  return (
    <>
      <AccessNote />
      <Asked query={access} what="what you may do">
        {(own) => (
          <>
            {own.scopes.includes('admin') && <Keys page={page} own={own} />}
            <OwnAccess access={own} />
          </>
        )}
      </Asked>
    </>
  );
}

function Keys({ page, own }: { readonly page: SettingsPage; readonly own: Access }): ReactNode {
  const [isCreating, setCreating] = useState(false);
  // In memory alone: an owner may be a person.
  const [like, setLike] = useState('');
  const { tenant } = page;
  const keys = useRead('/v1/keys', { query: { tenant } });
  const set = (change: Partial<SettingsPage>): void => show({ ...page, ...change }, { replace: true });
  return (
    <>
      {page.open !== undefined && <KeyCard key={page.open} page={page} keyId={page.open} own={own} />}
      <form className="row key-filters" role="search" aria-label="Keys" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Show"
          value={page.keys ?? 'accepted'}
          options={optionsOf(FILTERS)}
          onChoose={(chosen) => set({ keys: chosen })}
        />
        <Choice
          label="That may"
          value={SCOPES.find((scope) => scope === page.scope)}
          none="do anything"
          options={SCOPES}
          onChoose={(scope) => set({ scope })}
        />
        <label className="field">
          Name, owner or id
          <input value={like} autoComplete="off" onChange={({ target }) => setLike(target.value)} />
        </label>
        <Choice
          label="Order"
          value={page.sort ?? 'name'}
          options={optionsOf(SORTS)}
          onChoose={(sort) => set({ sort })}
        />
        {own.tenant === 'default' && (
          <label className="field">
            Tenant
            <input
              key={tenant}
              defaultValue={tenant}
              placeholder={own.tenant}
              onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
              onBlur={({ target: { value } }) =>
                set({ tenant: [own.tenant, ''].includes(value.trim()) ? undefined : value.trim() })
              }
            />
          </label>
        )}
        <button type="button" className="primary" onClick={() => setCreating(true)}>
          Create a key…
        </button>
      </form>
      <Asked query={keys} what="keys">
        {(list) => <Found page={page} list={list} like={like} />}
      </Asked>
      {isCreating && <CreateKeyDialog tenant={tenant} onClose={() => setCreating(false)} />}
    </>
  );
}

interface FoundProps {
  readonly page: SettingsPage;
  readonly list: KeyList;
  readonly like: string;
}

function Found({ page, list, like }: FoundProps): ReactNode {
  const now = useNow();
  const rows = shownKeys(list.keys, page, like, now).map((of) => ({ of, page, now }));
  return (
    <>
      <section className="figures" aria-label="Figures">
        {(['accepted', 'expiring', 'unused', 'ended'] as const).map((keys) => {
          const count = shownKeys(list.keys, { keys }, '', now).length;
          const tone = count > 0 && (keys === 'expiring' || keys === 'unused') ? 'warn' : '';
          const to = { page: 'settings', tenant: page.tenant, keys } as const;
          return <Figure key={keys} name={FILTERS[keys]} value={number(count)} tone={tone} to={to} />;
        })}
      </section>
      <Card label="Keys" title={<span role="status">{counted(rows.length, 'key')}</span>}>
        <Table
          label="Keys"
          rows={rows}
          keyOf={({ of }) => of.keyId}
          columns={KEY_COLUMNS}
          empty={<Empty title={list.keys.length === 0 ? 'The tenant has no key yet' : 'No key matches'} />}
        />
      </Card>
      {list.fromSettings.length > 0 && (
        <Card
          label="Keys of API_KEYS"
          title={`${counted(list.fromSettings.length, 'key')} of API_KEYS`}
          aside={
            <span className="soft small">Settings of the server: without expiry, and their use is not recorded</span>
          }
        >
          <Facts
            className="body"
            of={Object.fromEntries(list.fromSettings.map(({ clientId, scopes }) => [clientId, scopes.join(', ')]))}
          />
        </Card>
      )}
    </>
  );
}
