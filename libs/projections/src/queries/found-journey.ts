import { instantText } from '@ledger/journey';
import type { JourneysRow } from '../database/tables/journeys.table';
import type { VisitTrail } from '../read-models/visits/visit-trail';

/** A row of `journeys` with what the search joins to it. */
export interface FoundJourney extends JourneysRow {
  readonly context_defaults: string | null;
  readonly definition_hash: string | null;
  /** The deadline by all rules as they stand, in epoch milliseconds. */
  readonly due_ms: number | null;
}

/** The same as RFC 3339; null where the journey waits without end, or does not wait. */
export function deadlineOf({ due_ms: due }: FoundJourney): string | null {
  return due === null ? null : instantText(Number(due));
}

/** The journey's current visit. */
export function trailOf({ trail }: FoundJourney): Pick<VisitTrail, 'actorKind'> {
  return JSON.parse(trail) as VisitTrail;
}
