import type { Actor, ReadEvent } from '@ledger/event-store';
import { foldable } from '@ledger/event-store';
import {
  difference,
  effectiveContext,
  evolveShown,
  journeyView,
  type CompiledDefinition,
  type Context,
  type JourneyState,
  type JourneyView,
} from '@ledger/journey';
import { definitionAsOf } from './definition-as-of';

/** Which revisions of a journey are asked for. */
export interface RevisionsRead {
  /** The first one; default: 0. */
  readonly from: number;
  readonly limit: number;
  /** Only what the ledger had recorded by then: RFC 3339. Default: all. */
  readonly knownAt?: string | undefined;
}

/** A journey right after an event, as a difference to the revision before. */
export interface JourneyRevision extends Pick<
  JourneyView,
  'definitionVersion' | 'status' | 'stateId' | 'enteredAt' | 'deadline' | 'channel' | 'allowedTargets'
> {
  readonly revision: number;
  readonly type: string;
  readonly position: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly commandId: string | null;
  /** Top-level properties of the context that the event changed, defaults included. */
  readonly set: Context;
  readonly unset: readonly string[];
}

export interface JourneyRevisions {
  /** The context right before the first revision, and which revision wrote each of its properties. */
  readonly before: { readonly context: Context; readonly writtenAt: Readonly<Record<string, number>> };
  readonly revisions: readonly JourneyRevision[];
  /** The last revision of the journey, as far as it was known. */
  readonly last: number;
}

/** A journey after some of its events: what follows is told from here without reading those again. */
export interface RevisionsReached {
  readonly state: JourneyState;
  readonly context: Context;
  /** Which revision wrote each property of the context. */
  readonly writtenAt: ReadonlyMap<string, number>;
  /** Hash of the last of these events. */
  readonly headHash: string;
}

interface ToldRevisions extends Pick<JourneyRevisions, 'before' | 'revisions'> {
  readonly reached: RevisionsReached | undefined;
}

/**
 * A journey at each of its revisions, in one pass: each is what reading it as of that revision gives.
 * @param events in order, from the first, or from those on that follow on what was reached.
 * @param definitionOf the definition of a version that the journey ran.
 */
export function journeyRevisions(
  sessionId: string,
  events: readonly ReadEvent[],
  { from, limit }: RevisionsRead,
  definitionOf: (state: JourneyState) => CompiledDefinition,
  reached?: RevisionsReached,
): ToldRevisions {
  const revisions: JourneyRevision[] = [];
  const writtenAt = new Map(reached?.writtenAt);
  let before: JourneyRevisions['before'] = { context: {}, writtenAt: {} };
  let context = reached?.context ?? {};
  let state = reached?.state;
  let headHash = reached?.headHash ?? '';
  for (const read of events) {
    const { event } = read;
    const revision = Number(event.revision);
    if (revision >= from + limit) break;
    if (revision === from) before = { context, writtenAt: Object.fromEntries(writtenAt) };
    state = evolveShown(state, foldable(read));
    if (state === undefined) continue;
    headHash = read.metadata.hash;
    const definition = definitionAsOf(definitionOf(state), event.recordedAt);
    const after = effectiveContext(state, definition);
    const change = difference(context, after);
    for (const key of Object.keys(change.set)) writtenAt.set(key, revision);
    for (const key of change.unset) writtenAt.delete(key);
    context = after;
    if (revision < from) continue;
    // Guards are evaluated for what is shown alone.
    const view = journeyView(sessionId, state, definition, event.recordedAt, event.position);
    revisions.push({ ...eventFields(read), ...viewFields(view), ...change });
  }
  return { before, revisions, reached: state && { state, context, writtenAt, headHash } };
}

function eventFields({ type, event, metadata }: ReadEvent) {
  const { occurredAt, actor, commandId = null } = metadata;
  const { revision, position, recordedAt } = event;
  return { revision: Number(revision), type, position, occurredAt, recordedAt, actor, commandId };
}

function viewFields({ definitionVersion, status, stateId, enteredAt, deadline, channel, allowedTargets }: JourneyView) {
  return { definitionVersion, status, stateId, enteredAt, deadline, channel, allowedTargets };
}
