import { hash } from 'node:crypto';
import {
  ABORT_TIMEOUT,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  resourceOf,
  type JourneyState,
} from '@ledger/journey';
import { boundedCache } from '@ledger/runtime';
import type { JsonObject } from '@ledger/event-store';
import type { LedgerEvent } from '../../delivery/ledger-event';

/** How a state was entered; how it is left is the cause of the next visit. */
export type VisitCause = 'start' | 'transition' | 'timeout' | 'restart' | 'move' | 'migrated';

/** The current visit of a journey. Kept with the journey, so that leaving a state reads no visit again. */
export interface VisitTrail {
  /** Of the visit within its journey, from 1. */
  readonly sequence: number;
  readonly enteredBy: VisitCause;
  /** When the state was entered, in the business time that dwell times are measured by. */
  readonly enteredAt: string;
  /** `sortablePosition` of that event. */
  readonly enteredPosition: string;
  readonly actorKind: string;
  /** The journey's when the state was entered. */
  readonly channel: string | null;
  /** Who entered the state; null if the ledger knows no resource. */
  readonly resource: string | null;
  /** Equal for journeys that visited the same states in the same order. */
  readonly path: string;
}

const PATH_LENGTH = 22;
/** Most journeys go a few ways. */
const paths = boundedCache<string, string>(10_000);

/** The trail after an event that starts a visit of the journey's state after it. */
export function nextVisit(
  trail: VisitTrail | undefined,
  { type, order, data, metadata }: LedgerEvent,
  { stateId, channel, context }: JourneyState,
): VisitTrail {
  const enteredBy = causeOf(type);
  // A new version of the rules is not a step of the journey.
  const isSameStep = enteredBy === 'migrated' && trail !== undefined;
  return {
    sequence: (trail?.sequence ?? 0) + 1,
    enteredBy,
    enteredAt: measuredTime(trail, metadata),
    enteredPosition: order,
    actorKind: metadata.actor.kind,
    channel,
    resource: (isSameStep ? trail.resource : resourceOf({ set: setBy(data), context, actor: metadata.actor })) ?? null,
    path: isSameStep ? trail.path : longerPath(trail?.path ?? '', stateId),
  };
}

/**
 * `occurredAt`, but never before the visit that it ends: callers' clocks differ, and the ledger's may be put back. Two
 * times of an import are of one log, and what they say of each other is the log's to answer for.
 */
function measuredTime(trail: VisitTrail | undefined, { occurredAt, actor }: LedgerEvent['metadata']): string {
  if (trail === undefined || trail.enteredAt <= occurredAt) return occurredAt;
  return trail.actorKind === 'import' && actor.kind === 'import' ? occurredAt : trail.enteredAt;
}

function setBy({ context, set }: LedgerEvent['data']): JsonObject {
  return (context ?? set ?? {}) as JsonObject;
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

/** The path of journeys that went through these states. */
export function pathOf(states: readonly string[]): string {
  return states.reduce(longerPath, '');
}

/** A hash chain over the states, cut to 128 bits: no two ways have one path unless they were searched for. */
function longerPath(path: string, stateId: string): string {
  const longer = `${path}/${stateId}`;
  const known = paths.get(longer);
  if (known !== undefined) return known;
  const made = hash('sha256', longer, 'base64url').slice(0, PATH_LENGTH);
  paths.set(longer, made);
  return made;
}
