/** How far the clock of the ledger is ahead of the browser's, milliseconds: a desk may be minutes off. */
let ahead = 0;

/** Now by the clock of the ledger, which its deadlines go by; milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** The ledger said what time it is, between `sent` and now by the clock of the browser. */
export function setServerClock(now: string, sent: number): void {
  ahead = Date.parse(now) - (sent + Date.now()) / 2;
}
