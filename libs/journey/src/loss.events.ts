/** Persisted type name; stands in a tenant's stream of losses. */
export const LOSS_ACCEPTED = 'LossAccepted';

/** The ledger lacked events that its read models knew, and operators continued without them. */
export interface LossAccepted {
  /** At least so many events were gone. */
  readonly missing: number;
  /** Events that the ledger still held. */
  readonly held: number;
  /** Events that the read models had been built from. */
  readonly known: number;
  /** Id of the last of them. */
  readonly lastEventId: string;
}
