import { useState, type ReactNode } from 'react';
import { useDefinitions } from '../../api/definitions';
import { write } from '../../api/write';
import { day } from '../../parts/format';
import { WriteDialog } from '../../parts/write-dialog';
import { SCOPE_WORDS, SCOPES, type NewKey, type Scope } from './keys';
import { SecretDialog } from './secret-dialog';
import { DAY_MS } from './shown-keys';

const LASTS_DAYS = 365;

interface Terms {
  readonly name: string;
  readonly owner: string;
  readonly scopes: readonly Scope[];
  /** None: all of the tenant. */
  readonly definitions: readonly string[];
  /** As they are typed. */
  readonly networks: string;
  /** Day from whose start on it is refused, YYYY-MM-DD in the reader's own zone. */
  readonly until: string;
}

interface CreateKeyDialogProps {
  readonly tenant: string | undefined;
  readonly onClose: () => void;
}

/** Creates a key, after it was said in words what it will allow; then the key is shown once. */
export function CreateKeyDialog({ tenant, onClose }: CreateKeyDialogProps): ReactNode {
  const [made, setMade] = useState<NewKey>();
  const [terms, setTerms] = useState<Terms>(() => ({
    ...{ name: '', owner: '', scopes: [], definitions: [], networks: '' },
    // The form of Sweden is that of the field.
    until: new Intl.DateTimeFormat('sv-SE').format(Date.now() + LASTS_DAYS * DAY_MS),
  }));
  const set = (change: Partial<Terms>): void => setTerms({ ...terms, ...change });
  if (made !== undefined) return <SecretDialog made={made} onClose={onClose} />;
  const definitions = terms.scopes.includes('admin') ? [] : [...terms.definitions];
  const cidrs = terms.networks.split(/[\s,]+/).filter((each) => each !== '');
  const [name, owner, scopes, expiry] = [terms.name.trim(), terms.owner.trim(), [...terms.scopes], instantOf(terms)];
  return (
    <WriteDialog
      title={`Create a key${tenant === undefined ? '' : ` of the tenant ${tenant}`}`}
      action={() => 'Create the key'}
      fields={<Fields tenant={tenant} terms={terms} set={set} />}
      missing={
        name && owner && scopes.length > 0 && expiry > Date.now()
          ? undefined
          : 'Choose its name, owner, scopes and end.'
      }
      previewKey={[]}
      intent={[terms]}
      // The ledger is asked nothing: these are the terms as they are.
      preview={() => Promise.resolve(true)}
      showPreview={() => (
        <p className={scopes.includes('admin') ? 'note warn' : undefined}>
          Until {day(expiry)}, who has it may: {scopes.map((scope) => SCOPE_WORDS[scope][0]).join(', ')};{' '}
          {definitions.length === 0 ? 'all definitions' : `${definitions.join(', ')} only`};{' '}
          {cidrs.length === 0 ? 'from any network' : `from ${cidrs.join(', ')} only`}.
        </p>
      )}
      write={async (reason, _, commandId) => {
        const body = {
          ...{ name, owner, scopes, reason, commandId, expiresAt: new Date(expiry).toISOString() },
          ...(definitions.length === 0 ? {} : { definitions }),
          ...(cidrs.length === 0 ? {} : { cidrs }),
        };
        setMade(await write('post', '/v1/keys', { query: { tenant }, body }));
      }}
      showResult={() => null}
      onClose={onClose}
    />
  );
}

/** Start of the day, milliseconds since 1970; NaN if none is chosen. */
function instantOf({ until }: Terms): number {
  return Date.parse(`${until}T00:00`);
}

interface FieldsProps {
  readonly tenant: string | undefined;
  readonly terms: Terms;
  readonly set: (change: Partial<Terms>) => void;
}

function Fields({ tenant, terms, set }: FieldsProps): ReactNode {
  const { data } = useDefinitions();
  const field = (name: 'name' | 'owner' | 'networks' | 'until', label: string, placeholder: string): ReactNode => (
    <label className="field">
      {label}
      <input
        type={name === 'until' ? 'date' : 'text'}
        value={terms[name]}
        placeholder={placeholder}
        autoComplete="off"
        onChange={({ target }) => set({ [name]: target.value })}
      />
    </label>
  );
  return (
    <>
      <div className="row">
        {field('name', 'Name, recorded with all that it does', 'payment-flow')}
        {field('owner', 'Owner, who answers for it', 'Contact centre')}
        {field('until', 'Refused from', '')}
        {field('networks', 'Only from networks', '10.20.0.0/16, 2001:db8::/32')}
      </div>
      <Ticks
        legend="What it may do"
        chosen={terms.scopes}
        options={SCOPES.map((scope) => [scope, SCOPE_WORDS[scope][1]])}
        onChoose={(scopes) => set({ scopes })}
      />
      {tenant === undefined && !terms.scopes.includes('admin') && (
        <Ticks
          legend="Only for these definitions; none ticked: all"
          chosen={terms.definitions}
          options={(data?.definitions ?? []).map(({ id, title }) => [id, title ?? ''])}
          onChoose={(definitions) => set({ definitions })}
        />
      )}
    </>
  );
}

interface TicksProps<Value extends string> {
  readonly legend: string;
  readonly chosen: readonly Value[];
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChoose: (chosen: Value[]) => void;
}

function Ticks<Value extends string>({ legend, chosen, options, onChoose }: TicksProps<Value>): ReactNode {
  const others = (value: Value): Value[] => chosen.filter((each) => each !== value);
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map(([value, text]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) => onChoose(target.checked ? [...chosen, value] : others(value))}
          />
          <span>
            <code>{value}</code> <span className="soft">{text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
