/** Said after each commit to every thread of the process. */
export interface CommitAnnouncement {
  /** Of the last event in the ledger. */
  readonly position: number;
  /** Of the events committed. */
  readonly categories: readonly string[];
}

/** Channel on which the writer of a ledger file announces its commits. */
export function announcementChannelName(path: string): string {
  return `ledger-commits:${path}`;
}
