import type { EventStore, Position, UpcasterRegistry } from '@ledger/event-store';
import { parseStream } from '@ledger/journey';
import { assertCheckpoints, CheckpointMovedError } from '../delivery/checkpoints';
import { loadLive } from '../database/live-tables';
import { projectionTransaction } from '../database/projection-transaction';
import type { ReadModelDatabase } from '../database/read-model-database';
import type { ReadModelTransaction } from '../database/sql-dialect';
import {
  clearRequests,
  dropLetter,
  lettersOf,
  noteFailedRetry,
  readRequestedLetters,
  recordAgain,
  recordDeadLetters,
  sentenceOf,
  type DeadLetterRow,
} from './dead-letters';
import type { RefusalPolicy } from '../delivery/failure-policy';
import { isNoFaultOfEvents, withDependents, type Refusal } from '../delivery/poison-events';
import { isReplayable, replayJourney, streamsOf, type ReplayedJourney } from './journey-replay';
import type { WriteFence } from '@ledger/leases';
import type { Projection } from '../delivery/projection';
import { announceRequest, requestRebuild } from '../rebuild/rebuilds';
import type { LiveFeed } from '../rebuild/shadow-rebuild';

/** What became of the dead letters of a journey that were to be tried again. */
export interface RetryNotice {
  readonly kind: 'retried';
  readonly stream: string;
  /** Dead letters that are none any more. */
  readonly taken: number;
  /** Those that are left of this journey, in the projections that were concerned. */
  readonly left: number;
  /** Why nothing was changed, where that is so. */
  readonly reason?: string;
}

export interface DeadLetterRetriesOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly upcasters?: UpcasterRegistry;
  readonly fence?: WriteFence;
  readonly onRefusal: RefusalPolicy;
  readonly feed: LiveFeed;
  readonly now: () => Date;
  readonly onNotice?: (notice: RetryNotice) => void;
}

interface Retry {
  readonly journey: ReplayedJourney;
  readonly projections: readonly Projection[];
  readonly upTo: Position;
  /** All letters of the journey, of whichever projection. */
  readonly letters: readonly DeadLetterRow[];
}

/** With an event taken, another of its journey is refused that is on no record: nothing was changed. */
class RetryRefusedError extends Error {
  override readonly name = 'RetryRefusedError';
}

/**
 * Offers dead letters to their projections again, each in its place: all rows of its journey are made anew from its
 * streams. Applied by itself, after what came later, it would give rows that no rebuild gives.
 */
export class DeadLetterRetries {
  readonly #options: DeadLetterRetriesOptions;

  constructor(options: DeadLetterRetriesOptions) {
    this.#options = options;
  }

  /** Tries what is asked for, one journey after the other. Throws faults that may pass. */
  async carryOut(signal: AbortSignal): Promise<void> {
    const { database, feed } = this.#options;
    for (const letters of byJourney(await database.attempt(readRequestedLetters))) {
      if (signal.aborted) return;
      await feed.pause(() => this.#retry(letters));
    }
  }

  async #retry(requested: readonly DeadLetterRow[]): Promise<void> {
    const retry = await this.#plan(requested);
    if (retry === undefined) return this.#askForRebuild(requested);
    try {
      await this.#replay(retry);
    } catch (error) {
      if (isNoFaultOfEvents(error) || error instanceof CheckpointMovedError) throw error;
      await this.#noteFailure(requested, error);
    } finally {
      this.#options.feed.onReplayed();
    }
  }

  /** Undefined where rows of one journey cannot be made anew by themselves. */
  async #plan(requested: readonly DeadLetterRow[]): Promise<Retry | undefined> {
    const { database, feed } = this.#options;
    const journey = journeyOf(requested[0]?.stream ?? '');
    const upTo = feed.position()?.upTo;
    if (journey === undefined || upTo === undefined) return undefined;
    const letters = await database.attempt((db) => lettersOf(db, streamsOf(journey)));
    const positions = new Set(requested.map(({ position }) => position));
    // What one refused was kept from those that rest on it: they are on record with it, and have it offered with it.
    const named = new Set(letters.flatMap(({ projection, position }) => (positions.has(position) ? [projection] : [])));
    const concerned = new Set(
      database.projections
        .filter(({ name }) => named.has(name))
        .flatMap((projection) => withDependents(projection, database.projections)),
    );
    const projections = database.projections.filter((projection) => concerned.has(projection));
    const isPossible = projections.every(
      (projection) => isReplayable(projection) && !feed.stopped().has(projection.name),
    );
    return isPossible && projections.length > 0 ? { journey, projections, upTo, letters } : undefined;
  }

  async #replay({ journey, projections, upTo, letters }: Retry): Promise<void> {
    const { store, database, upcasters, fence, onNotice } = this.#options;
    const names = new Set(projections.map(({ name }) => name));
    const ground = new Set(projections.flatMap(({ restsOn = [] }) => restsOn.filter((name) => !names.has(name))));
    const unseen = letters.flatMap(({ projection, position }) => (ground.has(projection) ? [position] : []));
    const live = await database.attempt(loadLive);
    if (live === undefined) return;
    const translateError = (error: unknown): unknown => database.dialect.translateError(error);
    const refused = await database.attempt(() =>
      database
        .slot(live.slot)
        .db.transaction()
        .execute(async (sql) => {
          await fence?.check(sql);
          await assertCheckpoints(sql, projections, upTo);
          const refusals = await replayJourney(
            {
              ...{ store, journey, projections, upTo, unseen: new Set(unseen), translateError },
              ...(upcasters && { upcasters }),
            },
            projectionTransaction(sql, database.dialect),
          );
          await this.#settle(
            sql,
            refusals,
            letters.filter(({ projection }) => names.has(projection)),
          );
          return refusals;
        }),
    );
    const stillThere = new Set(refused.map(keyOfRefusal));
    const known = letters.filter(({ projection }) => names.has(projection));
    const taken = known.filter((letter) => !stillThere.has(keyOf(letter))).length;
    onNotice?.({ kind: 'retried', stream: streamsOf(journey)[0], taken, left: refused.length });
  }

  /** What was taken is no dead letter any more; what was refused is one, or stays one. */
  async #settle(
    sql: ReadModelTransaction,
    refusals: readonly Refusal[],
    letters: readonly DeadLetterRow[],
  ): Promise<void> {
    const { onRefusal } = this.#options;
    const at = this.#at();
    const refused = new Set(refusals.map(keyOfRefusal));
    const onRecord = new Set(letters.map(keyOf));
    for (const letter of letters) if (!refused.has(keyOf(letter))) await dropLetter(sql, letter);
    await recordAgain(
      sql,
      refusals.filter((refusal) => onRecord.has(keyOfRefusal(refusal))),
      undefined,
      at,
    );
    const fresh = refusals.filter((refusal) => !onRecord.has(keyOfRefusal(refusal)));
    if (onRefusal === 'dead-letter') return recordDeadLetters(sql, fresh, 1, at);
    const [first] = fresh;
    if (first === undefined) return;
    const { id, position } = first.event.recorded;
    throw new RetryRefusedError(
      `With this event ${first.projection} does not take event ${id} at position ${position}, so that it was not ` +
        `taken either: ${sentenceOf(first.error)}`,
    );
  }

  async #noteFailure(letters: readonly DeadLetterRow[], error: unknown): Promise<void> {
    const { database, onNotice } = this.#options;
    const reason = sentenceOf(error);
    await database.attempt((db) => db.transaction().execute((tx) => noteFailedRetry(tx, letters, reason, this.#at())));
    onNotice?.({ kind: 'retried', stream: letters[0]?.stream ?? '', taken: 0, left: letters.length, reason });
  }

  async #askForRebuild(letters: readonly DeadLetterRow[]): Promise<void> {
    const { database } = this.#options;
    const [first] = letters;
    if (first === undefined) return;
    const reason = `The dead letter at position ${first.position} is to be tried again.`;
    await database.attempt((db) =>
      db.transaction().execute(async (tx) => {
        await requestRebuild(tx, first.projection, reason, this.#at());
        await clearRequests(tx, letters);
      }),
    );
    announceRequest(database.name);
  }

  #at(): string {
    return this.#options.now().toISOString();
  }
}

/** Undefined for a stream that is of no journey. */
function journeyOf(stream: string): ReplayedJourney | undefined {
  const parsed = parseStream(stream);
  if (parsed?.kind !== 'journey' && parsed?.kind !== 'attempt') return undefined;
  return { tenant: parsed.tenant, sessionId: parsed.id };
}

function byJourney(letters: readonly DeadLetterRow[]): Iterable<readonly DeadLetterRow[]> {
  const groups = new Map<string, DeadLetterRow[]>();
  for (const letter of letters) {
    const journey = journeyOf(letter.stream);
    const key = journey === undefined ? letter.stream : streamsOf(journey)[0];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [letter]);
    else group.push(letter);
  }
  return groups.values();
}

function keyOf({ projection, position }: DeadLetterRow): string {
  return `${projection}/${position}`;
}

function keyOfRefusal({ projection, event }: Refusal): string {
  return `${projection}/${event.recorded.position}`;
}
