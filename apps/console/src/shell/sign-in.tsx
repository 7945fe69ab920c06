import { useState, type FormEvent, type ReactNode } from 'react';
import { queryClient } from '../api/query-client';
import { signIn, useSignIn } from '../api/session-key';
import { Dialog } from '../parts/dialog';

/** Asks for a key when the ledger wants one. It cannot be closed: without a key nothing can be shown. */
export function SignInDialog(): ReactNode {
  const { isAsked, isSignedIn } = useSignIn();
  return isAsked ? <KeyForm wasRefused={isSignedIn} /> : null;
}

function KeyForm({ wasRefused }: { readonly wasRefused: boolean }): ReactNode {
  const [key, setKey] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn(key.trim());
    void queryClient.resetQueries();
  };
  return (
    <Dialog title="Sign in">
      <form className="stack" onSubmit={submit}>
        {wasRefused && (
          <p className="note bad" role="alert">
            The ledger refused the key: it is unknown, expired or revoked.
          </p>
        )}
        <p className="soft">
          An administrator of this ledger gives you an API key or an access token. It is forgotten with this tab.
        </p>
        <label className="field">
          API key or access token
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
    </Dialog>
  );
}
