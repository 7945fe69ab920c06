import { useRef, useState, type ReactNode } from 'react';
import { Dialog } from '../../parts/dialog';
import type { NewKey } from './keys';

interface SecretDialogProps {
  readonly made: NewKey;
  readonly onClose: () => void;
}

/**
 * Shows a new key, this once: it is in the memory of the page until the dialog is closed, which only its button does. It
 * is a text and no field: browsers keep what is in fields.
 */
export function SecretDialog({ made: { key, secret, change }, onClose }: SecretDialogProps): ReactNode {
  const shown = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret ?? '');
      setSaid('Copied.');
    } catch {
      // Without TLS a page may not write to the clipboard.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid('The browser lets no page copy here. The key is selected: press Ctrl-C.');
    }
  };
  return (
    <Dialog title={`The new key of ${key.name}`}>
      {secret === null ? (
        <p className="note warn">
          The ledger made the key {key.keyId}, but its answer was lost, and a key is shown once. Rotate this one to see
          another.
        </p>
      ) : (
        <>
          <p>Put it into your secret store now: the ledger stores its hash alone and never shows it again.</p>
          <code ref={shown} className="secret wrap" tabIndex={0} aria-label="The key" role="textbox" aria-readonly>
            {secret}
          </code>
          <div className="row">
            <button type="button" className="primary" onClick={() => void copy()}>
              Copy
            </button>
            <span role="status">{said}</span>
          </div>
        </>
      )}
      <p className="soft">Recorded as the event at position {change.position}.</p>
      <div className="dialog-actions">
        <button type="button" onClick={onClose}>
          {secret === null ? 'Close' : 'I have stored it'}
        </button>
      </div>
    </Dialog>
  );
}
