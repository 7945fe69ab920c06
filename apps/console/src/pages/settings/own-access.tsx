import type { ReactNode } from 'react';
import { useRead } from '../../api/read';
import { Card } from '../../parts/card';
import { Facts } from '../../parts/facts';
import { moment } from '../../parts/format';
import { SCOPE_WORDS, type Access, type Scope } from './keys';

/** What the credentials of this tab allow. */
export function OwnAccess({ access }: { readonly access: Access }): ReactNode {
  const { clientId, name, tenant, scopes, definitions, expiresAt } = access;
  return (
    <Card label="What you may do">
      <Facts
        className="body"
        of={{
          'You are': name ?? 'anonymous: this server asks for no key',
          Id: clientId !== name && <code>{clientId}</code>,
          Tenant: tenant,
          Definitions: definitions?.join(', ') ?? 'all of the tenant',
          Expires: expiresAt === null ? 'never' : moment(expiresAt),
          Scopes: <ScopeList scopes={scopes} />,
          Keys:
            !scopes.includes('admin') &&
            `Keys with the scope admin create, rotate and revoke those of the tenant ${tenant}: ask who has one.`,
        }}
      />
    </Card>
  );
}

/** Scopes with what each allows. */
export function ScopeList({ scopes }: { readonly scopes: readonly Scope[] }): ReactNode {
  return <Facts of={Object.fromEntries(scopes.map((scope) => [scope, SCOPE_WORDS[scope][1]]))} />;
}

/** Where keys are not asked for, how that is changed. */
export function AccessNote(): ReactNode {
  const mode = useRead('/v1/console', {}).data?.authentication;
  if (mode === 'none') {
    return (
      <p className="note warn">
        <strong>Access is off: every caller may do everything.</strong> To ask callers for keys, create one with the
        scope admin, set AUTH_MODE=api-key and restart the server. If it has no key then, it makes one for its
        administrator in DATA_DIR/first-admin-key.
      </p>
    );
  }
  const sentence = 'This server accepts access tokens alone. It accepts keys with AUTH_MODE=api-key,oauth.';
  return mode === 'oauth' && <p className="note">{sentence}</p>;
}
