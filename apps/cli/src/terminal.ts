import type { Readable, Writable } from 'node:stream';

/** A stream people may be looking at. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Everything the command line touches outside itself, so that a test can stand in for it. */
export interface Terminal {
  /** Results. */
  readonly out: Screen;
  /** Progress, hints and errors. */
  readonly err: Screen;
  readonly in: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The present instant: for "3 min ago". */
  now(): Date;
  /** Says which ledger is read. Absent: it is not asked for. */
  readonly tellLedger?: (name: string) => void;
  /** Calls back on Ctrl-C, once, so that work stops at a good place; returns what stops listening. */
  onInterrupt?(listener: () => void): () => void;
}

/** The process that we really are. */
export const processTerminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  in: process.stdin,
  env: process.env,
  now: () => new Date(),
  onInterrupt: (listener) => {
    process.once('SIGINT', listener);
    return () => process.off('SIGINT', listener);
  },
};
