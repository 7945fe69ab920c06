import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { SettingsPage } from '../../address/page';
import { Ago } from '../../parts/clock';
import { day, duration } from '../../parts/format';
import type { Columns } from '../../parts/table';
import { Told } from '../../parts/told';
import { SCOPE_WORDS } from './keys';
import { endsSoon, isUnused, type Key } from './shown-keys';

interface Marked {
  readonly of: Key;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether a key is accepted, and until when beside the one that replaces it. */
export function KeyState({ of: { status, expiresAt } }: Pick<Marked, 'of'>): ReactNode {
  const tone = status === 'active' ? 'good' : status === 'rotating' ? 'accent' : '';
  return (
    <span className={`chip ${tone}`}>
      {status === 'rotating' ? `rotated, accepted until ${day(expiresAt)}` : status}
    </span>
  );
}

/** When a key was used last; one that is not used is marked. */
export function LastUse({ of, now }: Marked): ReactNode {
  const { lastUsedAt } = of;
  if (lastUsedAt !== null && !isUnused(of, now)) return <Ago at={lastUsedAt} />;
  const unused = lastUsedAt === null ? 'never used' : `unused for ${duration(now - Date.parse(lastUsedAt))}`;
  return <span className={`chip ${isUnused(of, now) ? 'warn' : ''}`}>{unused}</span>;
}

/** When a key ends; what ends soon is marked. */
export function Expiry({ of, now }: Marked): ReactNode {
  const { expiresAt } = of;
  return (
    <>
      {day(expiresAt)}{' '}
      {endsSoon(of, now) && <span className="chip warn">in {duration(Date.parse(expiresAt) - now)}</span>}
    </>
  );
}

/** When, by whom and why a key was made. */
export function Made({ of: { createdAt, createdBy, reason } }: Pick<Marked, 'of'>): ReactNode {
  return (
    <>
      <Ago at={createdAt} /> by {createdBy.subject}
      {reason !== null && ': '}
      {reason !== null && <Told text={reason} />}
    </>
  );
}

export const KEY_COLUMNS: Columns<Marked & { readonly page: SettingsPage }> = {
  Key: ({ of: { keyId, name, environment }, page }) => (
    <>
      <PageLink to={{ ...page, open: keyId }}>{name}</PageLink>
      <div>
        <code className="soft">{keyId}</code> {environment === 'test' && <span className="chip">test</span>}
      </div>
    </>
  ),
  Owner: ({ of }) => <Told text={of.owner} />,
  May: ({ of: { scopes } }) => (
    <span title={scopes.join(', ')}>{scopes.map((scope) => SCOPE_WORDS[scope][0]).join(', ')}</span>
  ),
  'Only for': ({ of }) => [...(of.definitions ?? []), ...(of.cidrs ?? [])].join(', '),
  Made: ({ of }) => <Made of={of} />,
  Expires: Expiry,
  'Last used': LastUse,
  State: KeyState,
};
