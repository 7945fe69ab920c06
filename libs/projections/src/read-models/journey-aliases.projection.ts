import { ALIAS_ADDED, ALIAS_REMOVED, JOURNEY_STARTED } from '@ledger/journey';
import { journeyAliasesTable, type JourneyAliasesRow } from '../database/tables/journey-aliases.table';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';

/** One row for each alias of a journey: what a search for an alias finds. */
export const journeyAliasesProjection: Projection = {
  name: 'journey-aliases',
  version: 1,
  categories: ['journey'],
  tables: [journeyAliasesTable],

  async apply(batch, tx) {
    const added = new Map<string, JourneyAliasesRow>();
    const removed = new Map<string, JourneyAliasesRow>();
    for (const event of batch.events) {
      const [names, isRemoval] = changedBy(event);
      for (const alias of names) {
        const { tenant, id, metadata } = event;
        const row = { tenant, session_id: id, alias, added_at: metadata.occurredAt };
        const key = JSON.stringify([tenant, id, alias]);
        (isRemoval ? removed : added).set(key, row);
        (isRemoval ? added : removed).delete(key);
      }
    }
    // An alias that is removed and added again has another time.
    await tx.insertAll(journeyAliasesTable, [...added.values()], ['added_at']);
    await tx.deleteAll(journeyAliasesTable, [...removed.values()]);
  },
};

const NONE: readonly string[] = [];

/** The aliases that an event adds or removes. */
function changedBy({ kind, type, data }: LedgerEvent): readonly [names: readonly string[], isRemoval: boolean] {
  if (kind !== 'journey') return [NONE, false];
  const { aliases, alias } = data;
  switch (type) {
    case JOURNEY_STARTED:
      return [Array.isArray(aliases) ? aliases.filter((each) => typeof each === 'string') : NONE, false];
    case ALIAS_ADDED:
    case ALIAS_REMOVED:
      return [typeof alias === 'string' ? [alias] : NONE, type === ALIAS_REMOVED];
    default:
      return [NONE, false];
  }
}
