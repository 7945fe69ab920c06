/** An event with the facts of its envelope that the folds use. */
export interface FoldableEvent {
  readonly type: string;
  readonly data: unknown;
  readonly revision: bigint;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly commandId?: string | undefined;
  /** The caller's own time, if it gave one. */
  readonly givenAt?: string | undefined;
}

/** The payload of an event as a stream may hold it: written by any version of this program, or damaged. */
export type StoredData<Event extends { type: string; data: unknown }, Type extends Event['type']> = {
  readonly [Member in keyof Extract<Event, { type: Type }>['data']]?: unknown;
};
