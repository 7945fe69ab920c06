import { GENESIS_HASH, sealEvents, type SealedEvents } from './envelope';
import type { EventDraft, EventMetadata } from './envelope.types';
import { RevisionConflictError } from './errors';
import type { AppendResult, EventStore } from './event-store';
import type { FoldableEvent, StreamHead } from './stream-head';
import type { StreamName } from './stream-name';

/** How often a command is decided again because others appended in between. */
const MAX_RETRIES = 5;

/** An event that was decided on. Its id and its envelope follow from its command. */
export interface DecidedEvent {
  readonly type: string;
  readonly data: object;
}

/** Those of the decisions that have events, and so change the stream. */
export type Appending<Decision> = Extract<Decision, { readonly events: readonly DecidedEvent[] }>;

/** What one command appended, and the head that it left. */
export interface Appended extends StreamHead {
  /** Revision of the first event. */
  readonly first: bigint;
  readonly drafts: readonly EventDraft[];
}

interface StreamAppend<Decision> {
  readonly store: Pick<EventStore, 'append'>;
  readonly stream: StreamName;
  readonly metadata: (decision: Appending<Decision>) => EventMetadata;
  /** An id that follows from the command lets the store recognise an append whose reply was lost. */
  readonly eventId: (decision: Appending<Decision>, index: number) => string;
  /** Called if the store fails at the append: it may have stored the events, so what is kept of the stream may be old. */
  readonly onUnknown?: (() => void) | undefined;
}

/** What is remembered of a stream: undefined stands for one without events. */
export interface RememberedHead<Head> {
  readonly head: Head | undefined;
}

/** A command on one stream. `Head` is the stream as its reader knows it; undefined while there is no event in it. */
export interface StreamCommand<
  Head extends StreamHead,
  Decision extends object,
  Repeat,
  After,
> extends StreamAppend<Decision> {
  /** Gives the stream at its head. At the first try that may come from memory; a retry has to read. */
  readonly read: (retries: number) => Head | undefined | Promise<Head | undefined>;
  /**
   * The stream as it is remembered where others append too: the store checks it when events are appended under its
   * revision, and nothing else may be said on it. Undefined where the stream has to be read first, as for a command whose
   * id it holds already.
   */
  readonly remembered?: (() => RememberedHead<Head> | undefined) | undefined;
  /** Told of each append to a remembered head, whether that was still the head. */
  readonly onRemembered?: ((isHead: boolean) => void) | undefined;
  /** What was done under this command's id; undefined where its id is not in the stream. */
  readonly repeatOf?: (head: Head) => Repeat | Promise<Repeat> | undefined;
  /** Whether that was another command than this one. */
  readonly isOther?: (repeat: Repeat) => boolean;
  /** A decision without events says why there is nothing to append. */
  readonly decide: (head: Head | undefined) => Decision | Promise<Decision>;
  /** The stream after the append. */
  readonly evolve: (
    head: Head | undefined,
    appended: Appended,
    decision: Appending<Decision>,
  ) => After | Promise<After>;
}

/** How a command on a stream ended, whatever the stream. */
export type Execution<Head extends StreamHead, Decision, Repeat = never, After = Head> =
  | {
      readonly kind: 'appended';
      readonly decision: Appending<Decision>;
      readonly appended: Appended;
      readonly head: After;
    }
  | {
      readonly kind: 'nothing-to-append';
      readonly decision: Exclude<Decision, Appending<Decision>>;
      readonly head: Head | undefined;
    }
  /** The command was applied before. */
  | { readonly kind: 'repeated'; readonly repeat: Repeat; readonly head: Head }
  /** Another command was applied under the same id, so this one was not executed. */
  | { readonly kind: 'reused'; readonly repeat: Repeat; readonly head: Head }
  /** Others appended first, at every try. The head was read after the last one. */
  | { readonly kind: 'conflict'; readonly tries: number; readonly head: Head | undefined };

type AppendedExecution<Head extends StreamHead, Decision, After> = Extract<
  Execution<Head, Decision, never, After>,
  { readonly kind: 'appended' }
>;

/** Load, decide, seal, append under the revision decided on; again where others came first. Throws store faults. */
export async function executeOnStream<Head extends StreamHead, Decision extends object, After, Repeat = never>(
  command: StreamCommand<Head, Decision, Repeat, After>,
): Promise<Execution<Head, Decision, Repeat, After>> {
  const remembered = command.remembered?.();
  if (remembered !== undefined) {
    const execution = await executeOnRemembered(command, remembered);
    if (execution !== undefined) return execution;
  }
  for (let tries = 0; ; tries++) {
    // 1. Load. A head in memory is not awaited, so that such a command waits for its append alone.
    const loading = command.read(tries);
    const head = loading instanceof Promise ? await loading : loading;

    // 2. A command that was applied before is not decided again, whatever has happened since.
    const repeating = head && command.repeatOf?.(head);
    if (head !== undefined && repeating !== undefined) {
      const repeat = await repeating;
      return { kind: command.isOther?.(repeat) === true ? 'reused' : 'repeated', repeat, head };
    }
    if (tries > MAX_RETRIES) return { kind: 'conflict', tries, head };

    // 3. Decide.
    const deciding = command.decide(head);
    const decision = deciding instanceof Promise ? await deciding : deciding;
    if (!isAppending(decision)) {
      return { kind: 'nothing-to-append', decision: decision as Exclude<Decision, Appending<Decision>>, head };
    }

    // 4. Append. After a conflict the next decision sees what the others appended.
    const execution = await appendAndEvolve(command, head, decision);
    if (execution !== undefined) return execution;
  }
}

/** Undefined where nothing was appended, be it that there was nothing to append or that the stream had moved. */
async function executeOnRemembered<Head extends StreamHead, Decision extends object, After, Repeat>(
  command: StreamCommand<Head, Decision, Repeat, After>,
  { head }: RememberedHead<Head>,
): Promise<AppendedExecution<Head, Decision, After> | undefined> {
  const deciding = command.decide(head);
  const decision = deciding instanceof Promise ? await deciding : deciding;
  if (!isAppending(decision)) return undefined;
  const execution = await appendAndEvolve(command, head, decision);
  command.onRemembered?.(execution !== undefined);
  return execution;
}

/**
 * Seals, appends under the revision that was decided on, and evolves: what was appended need not be read again. Undefined where
 * the stream was not at that revision any more.
 */
async function appendAndEvolve<Head extends StreamHead, Decision extends object, After, Repeat>(
  command: StreamCommand<Head, Decision, Repeat, After>,
  head: Head | undefined,
  decision: Appending<Decision>,
): Promise<AppendedExecution<Head, Decision, After> | undefined> {
  const { first, drafts, events, lastHash } = sealed(command, head, decision);
  let result: AppendResult;
  try {
    result = await command.store.append(command.stream, events, { expectedRevision: head?.revision ?? 'NO_STREAM' });
  } catch (error) {
    if (error instanceof RevisionConflictError) return undefined;
    command.onUnknown?.();
    throw error;
  }
  const appended = { first, drafts, revision: result.revision, headHash: lastHash, position: result.position };
  const evolving = command.evolve(head, appended, decision);
  return { kind: 'appended', decision, appended, head: evolving instanceof Promise ? await evolving : evolving };
}

/** The sentence for a caller whose command ended as a conflict. */
export const CONFLICT_REASON = `Other commands were faster ${MAX_RETRIES + 1} times in a row. Send the command again.`;

/** The events of an append as folds take them. */
export function appendedEvents({ drafts, first }: Appended): FoldableEvent[] {
  return drafts.map(({ type, data, metadata: { occurredAt, commandId, givenAt } }, index) => ({
    type,
    data,
    revision: first + BigInt(index),
    occurredAt,
    commandId,
    givenAt,
  }));
}

interface Sealed extends SealedEvents {
  /** Revision of the first event. */
  readonly first: bigint;
  readonly drafts: readonly EventDraft[];
}

function sealed<Head extends StreamHead, Decision extends object>(
  { stream, metadata, eventId }: StreamAppend<Decision>,
  head: Head | undefined,
  decision: Appending<Decision>,
): Sealed {
  const envelope = metadata(decision);
  const drafts = decision.events.map(({ type, data }, index) => ({
    id: eventId(decision, index),
    type,
    data,
    metadata: envelope,
  }));
  const first = head === undefined ? 0n : head.revision + 1n;
  const at = { revision: first, previousHash: head?.headHash ?? GENESIS_HASH };
  const { events, lastHash } = sealEvents(stream, drafts, at);
  return { first, drafts, events, lastHash };
}

function isAppending<Decision extends object>(decision: Decision): decision is Appending<Decision> {
  return 'events' in decision;
}
