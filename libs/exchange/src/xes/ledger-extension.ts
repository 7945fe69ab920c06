/** Keys of the XES extension in which the ledger says what the standard ones have no place for. */
export const LEDGER = {
  definition: 'ledger:definition',
  version: 'ledger:version',
  customerId: 'ledger:customer',
  type: 'ledger:type',
  /** State id, where `concept:name` is an activity that no state may be named. */
  state: 'ledger:state',
  revision: 'ledger:revision',
  /** Kind of the actor, and its name. */
  actor: 'ledger:actor',
  subject: 'ledger:subject',
  channel: 'ledger:channel',
  hash: 'ledger:hash',
  /** Personal properties that were left out, separated by commas. */
  masked: 'ledger:masked',
} as const;
