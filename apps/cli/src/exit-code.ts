/** What the shell gets. Scripts branch on these: they are part of the command line's contract. */
export const EXIT = {
  ok: 0,
  /** The ledger refused, or a check found something broken. */
  refused: 1,
  /** The command line itself was wrong: unknown option, unreadable file, malformed value. */
  usage: 2,
  /** Cannot connect to the address, or there is no ledger in the data folder. */
  unreachable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
