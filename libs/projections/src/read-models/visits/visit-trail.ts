import { hash } from 'node:crypto';
import { JOURNEY_MIGRATED, JOURNEY_MOVED, JOURNEY_RESTARTED, JOURNEY_STARTED, ABORT_TIMEOUT } from '@ledger/journey';
import type { LedgerEvent } from '../../delivery/ledger-event';

/** How a state was entered; how one is left is the same word of the visit after it. */
export type VisitCause = 'start' | 'transition' | 'timeout' | 'restart' | 'move' | 'migrated';

/** The visit that a journey is at. Kept with the journey, so that leaving a state reads no visit again. */
export interface VisitTrail {
  /** Of the visit within its journey, from 1. */
  readonly sequence: number;
  readonly enteredBy: VisitCause;
  /** `occurredAt` of the event that entered the state. */
  readonly enteredAt: string;
  /** `sortablePosition` of that event. */
  readonly enteredPosition: string;
  readonly actorKind: string;
  /** Channel that the journey was on when the state was entered. */
  readonly channel: string | null;
  /** Tells sequences of states apart: equal for journeys that went the same way. */
  readonly path: string;
}

const PATH_LENGTH = 22;
const PATHS_KEPT = 10_000;
const paths = new Map<string, string>();

/** The trail once an event has brought the journey to a visit of `stateId`. */
export function nextVisit(
  trail: VisitTrail | undefined,
  { type, order, metadata }: LedgerEvent,
  stateId: string,
  channel: string | null,
): VisitTrail {
  const enteredBy = causeOf(type);
  return {
    sequence: (trail?.sequence ?? 0) + 1,
    enteredBy,
    enteredAt: metadata.occurredAt,
    enteredPosition: order,
    actorKind: metadata.actor.kind,
    channel,
    // A new version of the rules is no step of the journey.
    path: enteredBy === 'migrated' && trail !== undefined ? trail.path : longerPath(trail?.path ?? '', stateId),
  };
}

function causeOf(type: string): VisitCause {
  switch (type) {
    case JOURNEY_STARTED:
      return 'start';
    case ABORT_TIMEOUT:
      return 'timeout';
    case JOURNEY_RESTARTED:
      return 'restart';
    case JOURNEY_MOVED:
      return 'move';
    case JOURNEY_MIGRATED:
      return 'migrated';
    default:
      return 'transition';
  }
}

/**
 * A hash chain over the states, cut to 128 bits: two ways that differ would have to be searched for to meet. Most
 * journeys go a few ways, so what was worked out is remembered.
 */
function longerPath(path: string, stateId: string): string {
  const longer = `${path}/${stateId}`;
  const known = paths.get(longer);
  if (known !== undefined) return known;
  const made = hash('sha256', longer, 'base64url').slice(0, PATH_LENGTH);
  if (paths.size >= PATHS_KEPT) paths.clear();
  paths.set(longer, made);
  return made;
}
