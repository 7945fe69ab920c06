import type { ReactNode } from 'react';

/** Stands for personal data that the ledger does not show to this caller. */
export function Masked(): ReactNode {
  return (
    <span className="chip" title="Personal data: your key lacks the scope personal.read">
      masked <span className="hidden-text">: personal data, your key lacks the scope personal.read</span>
    </span>
  );
}
