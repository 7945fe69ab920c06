import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { queryClient } from '../api/query-client';
import { signIn, useSignIn } from '../api/session-key';

/** Asks for a key when the ledger wants one. It cannot be closed: without a key nothing can be shown. */
export function SignInDialog(): ReactNode {
  const { isAsked, isSignedIn } = useSignIn();
  return isAsked ? <KeyForm wasRefused={isSignedIn} /> : null;
}

function KeyForm({ wasRefused }: { readonly wasRefused: boolean }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [key, setKey] = useState('');
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn(key.trim());
    void queryClient.resetQueries();
  };
  return (
    <dialog ref={dialog} aria-labelledby="sign-in-title" onClose={() => dialog.current?.showModal()}>
      <form className="dialog-body" onSubmit={submit}>
        <h2 id="sign-in-title">Sign in</h2>
        {wasRefused && (
          <p className="note bad" role="alert">
            The ledger refused the key: it is unknown, expired or revoked.
          </p>
        )}
        <p className="soft">
          This ledger wants an API key or an access token. It stays in this tab and is forgotten when the tab is closed.
        </p>
        <label className="field">
          API key
          <input
            type="password"
            autoComplete="off"
            required
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        <div className="dialog-actions">
          <button className="primary">Sign in</button>
        </div>
      </form>
    </dialog>
  );
}
