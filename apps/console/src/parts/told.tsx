import { useState, type ReactNode } from 'react';

/** More is shown when it is asked for: a text of a caller may be as long as the ledger takes it. */
const SHOWN_AT_ONCE = 1_000;

/** A text that a caller sent: marks of its direction turn nothing around it, and a long one begins with its start. */
export function Told({ text }: { readonly text: string }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (isWhole || text.length <= SHOWN_AT_ONCE) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{text.slice(0, SHOWN_AT_ONCE)}…</bdi>{' '}
      <button type="button" className="link" onClick={() => setWhole(true)}>
        Show all {text.length.toLocaleString('en-GB')} characters
      </button>
    </>
  );
}
