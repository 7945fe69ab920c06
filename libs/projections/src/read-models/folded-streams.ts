import type { LedgerEvent } from '../delivery/ledger-event';

/** The fold of a stream after the last of its events. */
export interface FoldedStream<State> {
  readonly state: State;
  readonly event: LedgerEvent;
}

/** A stream as its row has it. */
export interface StoredStream<State> {
  readonly id: string;
  readonly state: State;
  readonly lastPosition: string;
}

interface Facts {
  readonly type: string;
  readonly data: LedgerEvent['data'];
  readonly revision: bigint;
  readonly occurredAt: string;
}

/** The streams that the events change. An event that a row has seen already changes nothing. */
export async function foldStreams<State>(
  events: readonly LedgerEvent[],
  load: (tenant: string, ids: readonly string[]) => Promise<readonly StoredStream<State>[]>,
  evolve: (state: State | undefined, event: Facts) => State | undefined,
): Promise<readonly FoldedStream<State>[]> {
  const stored = await loadAll(events, load);
  const changed = new Map<string, FoldedStream<State>>();
  for (const event of events) {
    const key = keyOf(event);
    const row = stored.get(key);
    if (row !== undefined && event.order <= row.lastPosition) continue;
    const { type, data, metadata, recorded } = event;
    const before = changed.get(key)?.state ?? row?.state;
    const state = evolve(before, { type, data, revision: recorded.revision, occurredAt: metadata.occurredAt });
    if (state !== undefined) changed.set(key, { state, event });
  }
  return [...changed.values()];
}

async function loadAll<State>(
  events: readonly LedgerEvent[],
  load: (tenant: string, ids: readonly string[]) => Promise<readonly StoredStream<State>[]>,
): Promise<ReadonlyMap<string, StoredStream<State>>> {
  const stored = new Map<string, StoredStream<State>>();
  for (const tenant of new Set(events.map((event) => event.tenant))) {
    const ids = new Set(events.filter((event) => event.tenant === tenant).map(({ id }) => id));
    for (const row of await load(tenant, [...ids])) stored.set(keyOf({ tenant, id: row.id }), row);
  }
  return stored;
}

/** Neither tenants nor ids contain a slash. */
function keyOf({ tenant, id }: Pick<LedgerEvent, 'tenant' | 'id'>): string {
  return `${tenant}/${id}`;
}
