import { evolveShown } from '@ledger/journey';
import { type JourneyHeadCache, headKey } from './journey-head-cache';
import { headOf, withoutHistory, type JourneyHead } from './journey-head';
import type { EarlierRows } from '../delivery/event-batch';
import type { LedgerEvent } from '../delivery/ledger-event';
import { UnreadableEventError } from '../delivery/poison-events';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { nextVisit } from './visits/visit-trail';

/** One event of a journey or refused attempt at it, with the journey before and after it. */
export interface JourneyStep {
  readonly event: LedgerEvent;
  /** Undefined before the start. */
  readonly before: JourneyHead | undefined;
  readonly after: JourneyHead | undefined;
}

export interface JourneySteps {
  /** In the ledger's order. */
  readonly steps: readonly JourneyStep[];
  /** Each journey that the batch changed, before and after the batch. */
  readonly moved: readonly { readonly before: JourneyHead | undefined; readonly after: JourneyHead }[];
}

/** The journeys of some events before them, as far as they are known. */
export interface FoundHeads {
  readonly heads: ReadonlyMap<string, JourneyHead>;
  /** Sessions to be read, by tenant. */
  readonly unknown: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads what is not known, and folds each event onto its journey. */
export async function foldJourneySteps(
  events: readonly LedgerEvent[],
  { heads, unknown }: FoundHeads,
  tx: ProjectionTransaction,
): Promise<JourneySteps> {
  const found = new Map(heads);
  for (const [tenant, sessions] of unknown) {
    for (const head of await loadHeads(tenant, [...sessions], tx)) found.set(headKey(tenant, head.sessionId), head);
  }
  return foldKnownJourneys(events, found);
}

/** Folds each event onto its journey. */
export function foldKnownJourneys(
  events: readonly LedgerEvent[],
  before: ReadonlyMap<string, JourneyHead>,
): JourneySteps {
  const heads = new Map(before);
  const steps: JourneyStep[] = [];
  for (const event of events) {
    if (!isOfJourney(event)) continue;
    const key = headKey(event.tenant, event.id);
    const head = heads.get(key);
    const after = event.kind === 'journey' ? advanced(head, event) : head;
    if (after !== undefined && after !== head) heads.set(key, after);
    steps.push({ event, before: head, after });
  }
  const moved: { before: JourneyHead | undefined; after: JourneyHead }[] = [];
  for (const [key, after] of heads) if (after !== before.get(key)) moved.push({ before: before.get(key), after });
  return { steps, moved };
}

/** The steps of some of the events, as if there were no others. */
export function stepsOf(whole: readonly JourneyStep[], events: ReadonlySet<LedgerEvent>): JourneySteps {
  const steps = whole.filter(({ event }) => events.has(event));
  const ends = new Map<string, { readonly before: JourneyHead | undefined; after: JourneyHead | undefined }>();
  for (const { event, before, after } of steps) {
    const key = headKey(event.tenant, event.id);
    const known = ends.get(key);
    if (known === undefined) ends.set(key, { before, after });
    else known.after = after;
  }
  const moved = [...ends.values()].flatMap(({ before, after }) =>
    after === undefined || after === before ? [] : [{ before, after }],
  );
  return { steps, moved };
}

function advanced(head: JourneyHead | undefined, event: LedgerEvent): JourneyHead | undefined {
  try {
    if (event.damage !== undefined) throw event.damage;
    return advance(head, event);
  } catch (error) {
    throw new UnreadableEventError(event, error);
  }
}

/** Whether the step entered a state; it may be the same one again. */
export function entersState({ before, after }: JourneyStep): boolean {
  return after !== undefined && after.state.enteredRevision !== before?.state.enteredRevision;
}

/** Whether the step started another visit: it entered a state, or changed the version of the definition. */
export function entersVisit({ before, after }: JourneyStep): boolean {
  return after !== undefined && after.trail.sequence !== before?.trail.sequence;
}

function advance(head: JourneyHead | undefined, event: LedgerEvent): JourneyHead | undefined {
  const { recorded, metadata, type, data, order } = event;
  if (head !== undefined && order <= head.lastPosition) return head;
  const { occurredAt } = metadata;
  const state = evolveShown(head?.state, { type, data, revision: recorded.revision, occurredAt });
  if (state === undefined) return undefined;
  const isSameVisit =
    head !== undefined &&
    state.enteredRevision === head.state.enteredRevision &&
    state.stateId === head.state.stateId &&
    state.definitionVersion === head.state.definitionVersion;
  const trail = isSameVisit ? head.trail : nextVisit(head?.trail, event, state);
  return {
    tenant: event.tenant,
    sessionId: event.id,
    state: withoutHistory(state),
    startedPosition: head?.startedPosition ?? order,
    lastPosition: order,
    position: recorded.position,
    enteredOccurredAt:
      head !== undefined && state.enteredRevision === head.state.enteredRevision
        ? head.enteredOccurredAt
        : trail.enteredAt,
    trail,
    stored: head?.stored,
  };
}

/** Finds the journeys of the events among the known ones. */
export function findHeads(
  events: readonly LedgerEvent[],
  known: JourneyHeadCache,
  earlierRows: EarlierRows,
): FoundHeads {
  const heads = new Map<string, JourneyHead>();
  const unknown = new Map<string, Set<string>>();
  const seen = new Set<string>();
  for (const event of events) {
    const { tenant, id } = event;
    const key = headKey(tenant, id);
    if (!isOfJourney(event) || seen.has(key)) continue;
    seen.add(key);
    const head = known.get(key);
    if (head !== undefined) heads.set(key, head);
    else if (earlierRows === 'of-any-stream' || (earlierRows === 'of-begun-streams' && !isStart(event))) {
      const sessions = unknown.get(tenant);
      if (sessions === undefined) unknown.set(tenant, new Set([id]));
      else sessions.add(id);
    }
  }
  return { heads, unknown };
}

function isOfJourney({ kind }: LedgerEvent): boolean {
  return kind === 'journey' || kind === 'attempt';
}

function isStart({ kind, recorded }: LedgerEvent): boolean {
  return kind === 'journey' && recorded.revision === 0n;
}

async function loadHeads(
  tenant: string,
  sessions: readonly string[],
  tx: ProjectionTransaction,
): Promise<readonly JourneyHead[]> {
  const rows = await tx.sql
    .selectFrom('journeys')
    .selectAll()
    .where('tenant', '=', tenant)
    .where(tx.oneOf('session_id', sessions))
    .execute();
  return rows.map(headOf);
}
