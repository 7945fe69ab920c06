import { useState, type ReactNode } from 'react';
import { read } from '../../api/read';
import { write } from '../../api/write';
import { Choice } from '../../parts/choice';
import { useNow } from '../../parts/clock';
import { Facts } from '../../parts/facts';
import { moment } from '../../parts/format';
import { Told } from '../../parts/told';
import { WriteDialog } from '../../parts/write-dialog';
import { LastUse } from './key-columns';
import type { KeyDetails, NewKey } from './keys';
import { SecretDialog } from './secret-dialog';
import { isAccepted } from './shown-keys';

interface KeyDialogProps {
  readonly keyId: string;
  readonly tenant: string | undefined;
  /** Whether it is the key of this tab. */
  readonly isOwn: boolean;
  readonly onClose: () => void;
}

/** Revokes a key, after it was shown who uses it. */
export function RevokeKeyDialog({ keyId, tenant, isOwn, onClose }: KeyDialogProps): ReactNode {
  return (
    <WriteDialog
      title={`Revoke the key ${keyId}`}
      isDangerous
      action={({ name }) => `Revoke ${name}`}
      previewKey={[keyId, tenant]}
      preview={() => read('/v1/keys/{keyId}', { path: { keyId }, query: { tenant } })}
      showPreview={(key) => (
        <>
          {isOwn && <p className="note bad">You are signed in with this key: the console will ask you for another.</p>}
          <UsedBy of={key} />
          <p>
            {isAccepted(key)
              ? 'Every call with it is refused within a second, for good, and streams that began under it end.'
              : 'It is refused already. Revoked, it can never be accepted again.'}{' '}
            {key.replacedBy !== null && `The key ${key.replacedBy}, which replaces it, is not revoked with it.`}
          </p>
        </>
      )}
      write={(reason, _, commandId) =>
        write('post', '/v1/keys/{keyId}/revoke', { path: { keyId }, query: { tenant }, body: { reason, commandId } })
      }
      showResult={({ change }) => <span>The key is revoked: the event at position {change.position}.</span>}
      onClose={onClose}
    />
  );
}

/** For how long both keys are accepted, by seconds. */
const OVERLAPS: readonly (readonly [seconds: string, text: string])[] = [
  ['0', 'no time: it ends at once'],
  ['3600', 'an hour'],
  ['86400', 'a day'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
];

/** Replaces a key by a new one with the same terms; both are accepted for a while. */
export function RotateKeyDialog({ keyId, tenant, isOwn, onClose }: KeyDialogProps): ReactNode {
  const now = useNow();
  const [overlap, setOverlap] = useState('86400');
  const [made, setMade] = useState<NewKey>();
  if (made !== undefined) return <SecretDialog made={made} onClose={onClose} />;
  const overlapSeconds = Number(overlap);
  return (
    <WriteDialog
      title={`Rotate the key ${keyId}`}
      action={({ name }) => `Rotate ${name}`}
      fields={
        <Choice
          label="The old key is accepted beside the new one for"
          value={overlap}
          options={OVERLAPS}
          onChoose={(chosen = '0') => setOverlap(chosen)}
        />
      }
      previewKey={[keyId, tenant]}
      intent={[overlap]}
      preview={() => read('/v1/keys/{keyId}', { path: { keyId }, query: { tenant } })}
      showPreview={(key) => {
        const ends = Date.parse(key.expiresAt);
        const oldEnds = moment(Math.min(now + overlapSeconds * 1_000, ends));
        const newEnds = moment(now + ends - Date.parse(key.createdAt));
        return (
          <>
            <UsedBy of={key} />
            <p>
              The new key has the same terms, until {newEnds}, and is shown once. The old one is refused from {oldEnds}{' '}
              on{isOwn && '; you are signed in with it'}.
            </p>
          </>
        );
      }}
      write={async (reason, _, commandId) => {
        const body = { overlapSeconds, reason, commandId };
        setMade(await write('post', '/v1/keys/{keyId}/rotate', { path: { keyId }, query: { tenant }, body }));
      }}
      showResult={() => null}
      onClose={onClose}
    />
  );
}

/** Whom a change of a key reaches. */
function UsedBy({ of }: { readonly of: KeyDetails }): ReactNode {
  const now = useNow();
  return <Facts of={{ Owner: <Told text={of.owner} />, 'Last used': <LastUse of={of} now={now} /> }} />;
}
