import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { SettingsPage } from '../../address/page';
import { useRead } from '../../api/read';
import { Card } from '../../parts/card';
import { useNow } from '../../parts/clock';
import { Facts } from '../../parts/facts';
import { moment, words } from '../../parts/format';
import { HistoryCard } from '../../parts/history-card';
import { Asked } from '../../parts/notes';
import { Told } from '../../parts/told';
import { Expiry, KeyState, LastUse, Made } from './key-columns';
import { RevokeKeyDialog, RotateKeyDialog } from './key-dialogs';
import type { Access, KeyDetails } from './keys';
import { ScopeList } from './own-access';

interface KeyCardProps {
  readonly page: SettingsPage;
  readonly keyId: string;
  readonly own: Access;
}

/** One key: what it allows, who answers for it, and everything that was done with it. */
export function KeyCard({ page, keyId, own }: KeyCardProps): ReactNode {
  const { tenant } = page;
  const [step, setStep] = useState<'rotate' | 'revoke'>();
  const found = useRead('/v1/keys/{keyId}', { path: { keyId }, query: { tenant } });
  const StepDialog = step === 'rotate' ? RotateKeyDialog : RevokeKeyDialog;
  return (
    <>
      <Asked query={found} what="the key">
        {(key) => (
          <>
            <Card
              label="Key"
              title={
                <>
                  {key.name} <KeyState of={key} />
                </>
              }
              aside={
                <span className="row">
                  {key.status === 'active' && (
                    <button type="button" onClick={() => setStep('rotate')}>
                      Rotate…
                    </button>
                  )}
                  {key.revokedAt === null && (
                    <button type="button" className="danger" onClick={() => setStep('revoke')}>
                      Revoke…
                    </button>
                  )}
                  <PageLink to={{ ...page, open: undefined }}>Close</PageLink>
                </span>
              }
            >
              <KeyFacts of={key} page={page} />
            </Card>
            <HistoryCard
              label={`History of ${key.name}`}
              changes={key.history}
              what={({ type, keyId: changed, replacedKeyId }) =>
                `${words(type)} ${replacedKeyId === undefined ? '' : `${replacedKeyId} → `}${changed}`
              }
            />
          </>
        )}
      </Asked>
      {step !== undefined && (
        <StepDialog {...{ keyId, tenant }} isOwn={keyId === own.clientId} onClose={() => setStep(undefined)} />
      )}
    </>
  );
}

function KeyFacts({ of, page }: { readonly of: KeyDetails; readonly page: SettingsPage }): ReactNode {
  const now = useNow();
  const { definitions, cidrs, revokedAt } = of;
  const linked = (keyId: string | null): ReactNode =>
    keyId !== null && (
      <PageLink className="mono" to={{ ...page, open: keyId }}>
        {keyId}
      </PageLink>
    );
  return (
    <Facts
      className="body"
      of={{
        Id: <code>{of.keyId}</code>,
        Owner: <Told text={of.owner} />,
        'Made for': `${of.environment}, tenant ${of.tenant}`,
        May: <ScopeList scopes={of.scopes} />,
        Definitions: definitions?.join(', ') ?? 'all of the tenant',
        Networks: cidrs?.join(', ') ?? 'all',
        Made: <Made of={of} />,
        Expires: <Expiry of={of} now={now} />,
        Revoked: revokedAt !== null && moment(revokedAt),
        'Last used': <LastUse of={of} now={now} />,
        Replaces: linked(of.replaces),
        'Replaced by': linked(of.replacedBy),
      }}
    />
  );
}
