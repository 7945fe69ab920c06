import type { EventStore, Position } from '@ledger/event-store';
import type { WriteFence } from '@ledger/leases';
import { errorMessage } from '@ledger/runtime';
import { NamedError } from '@ledger/plain-data';
import { loadLive } from '../database/live-tables';
import { projectionTransaction } from '../database/projection-transaction';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { assertCheckpoints, CheckpointMovedError } from '../delivery/checkpoints';
import { announce } from '../delivery/database-channel';
import type { BatchPreparation } from '../delivery/event-batch';
import type { PoisonEventPolicy } from '../delivery/failure-policy';
import type { LiveFeed } from '../delivery/live-feed';
import { describePoisonEvent, isInfrastructureError, type PoisonEvent } from '../delivery/poison-events';
import { withDependents, type Projection, type ReplayedJourney } from '../delivery/projection';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import {
  clearRequests,
  dropLetter,
  readLettersOf,
  readRequestedLetters,
  recordDeadLetters,
  recordFailedAgain,
  recordFailedRetries,
  type DeadLetterRow,
} from './dead-letters';
import { isReplayable, journeyOf, replayJourney, streamsOf } from './journey-replay';

/** The result of a retry of the dead letters of a journey. */
export interface RetryNotice {
  readonly kind: 'retried';
  readonly stream: string;
  /** Dead letters that have been applied. */
  readonly taken: number;
  /** Dead letters of this journey that are left in the retried projections. */
  readonly left: number;
  /** Why nothing was changed, if that is so. */
  readonly reason?: string;
}

export interface DeadLetterRetriesOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly prepare: BatchPreparation;
  readonly fence?: WriteFence;
  readonly onPoisonEvent: PoisonEventPolicy;
  readonly feed: LiveFeed;
  /** Requests a rebuild of everything, within the transaction; it applies what no retry can. */
  readonly requestRebuild: (tx: ReadModelTransaction, projection: string, reason: string) => Promise<unknown>;
  readonly now: () => Date;
  readonly onNotice?: (notice: RetryNotice) => void;
}

interface Retry {
  readonly journey: ReplayedJourney;
  readonly projections: readonly Projection[];
  readonly upTo: Position;
  /** All dead letters of the journey, of any projection. */
  readonly letters: readonly DeadLetterRow[];
}

/** With the event applied, another event of its journey fails that is not a dead letter: nothing was changed. */
class RetryFailedError extends NamedError {}

/** A retry replaces all rows of its journey: applied after later events, it would give rows that no rebuild gives. */
export class DeadLetterRetries {
  constructor(private readonly options: DeadLetterRetriesOptions) {}

  /** Does what is requested, journey by journey. Throws faults that may pass. */
  async carryOut(signal: AbortSignal): Promise<void> {
    const { database, feed } = this.options;
    for (const letters of byJourney(await database.attempt(readRequestedLetters))) {
      if (signal.aborted) return;
      await feed.pause(() => this.#retry(letters));
    }
  }

  async #retry(requested: readonly DeadLetterRow[]): Promise<void> {
    const retry = await this.#plan(requested);
    if (retry === undefined) return this.#rebuildInstead(requested);
    try {
      await this.#replay(retry);
    } catch (error) {
      if (isInfrastructureError(error) || error instanceof CheckpointMovedError) throw error;
      await this.#noteFailure(requested, error);
    } finally {
      this.options.feed.onReplayed();
    }
  }

  /** Undefined if the rows of one journey cannot be replaced by themselves. */
  async #plan(requested: readonly DeadLetterRow[]): Promise<Retry | undefined> {
    const { database, feed } = this.options;
    const journey = journeyOf(requested[0]?.stream ?? '');
    const upTo = feed.position()?.upTo;
    if (journey === undefined || upTo === undefined) return undefined;
    const letters = await database.attempt((db) => readLettersOf(db, streamsOf(journey)));
    const positions = new Set(requested.map(({ position }) => position));
    // An event that one projection skipped is a dead letter of its dependents too, and is retried for them with it.
    const named = new Set(letters.flatMap(({ projection, position }) => (positions.has(position) ? [projection] : [])));
    const retried = new Set(
      database.projections
        .filter(({ name }) => named.has(name))
        .flatMap((projection) => withDependents(projection, database.projections)),
    );
    const projections = database.projections.filter((projection) => retried.has(projection));
    const isPossible = projections.every(
      (projection) => isReplayable(projection) && !feed.stopped().has(projection.name),
    );
    return isPossible && projections.length > 0 ? { journey, projections, upTo, letters } : undefined;
  }

  async #replay({ journey, projections, upTo, letters }: Retry): Promise<void> {
    const { store, database, prepare, fence, onNotice } = this.options;
    const names = new Set(projections.map(({ name }) => name));
    const needed = new Set(projections.flatMap(({ after = [] }) => after.filter((name) => !names.has(name))));
    const unseen = new Set(letters.flatMap(({ projection, position }) => (needed.has(projection) ? [position] : [])));
    const retried = letters.filter(({ projection }) => names.has(projection));
    const live = await database.attempt(loadLive);
    if (live === undefined) return;
    const translateError = (error: unknown): unknown => database.dialect.translateError(error);
    const failed = await database.attempt(() =>
      database
        .slot(live.slot)
        .db.transaction()
        .execute(async (sql) => {
          await fence?.check(sql);
          await assertCheckpoints(sql, projections, upTo);
          const poison = await replayJourney(
            { store, prepare, journey, projections, upTo, unseen, translateError },
            projectionTransaction(sql, database.dialect),
          );
          await this.#settle(sql, poison, retried);
          return poison;
        }),
    );
    const stillFailing = new Set(failed.map(poisonKey));
    const taken = retried.filter((letter) => !stillFailing.has(letterKey(letter))).length;
    onNotice?.({ kind: 'retried', stream: streamsOf(journey)[0], taken, left: failed.length });
  }

  /** Drops the dead letters that have been applied; what failed becomes a dead letter, or stays one. */
  async #settle(
    sql: ReadModelTransaction,
    poison: readonly PoisonEvent[],
    letters: readonly DeadLetterRow[],
  ): Promise<void> {
    const { onPoisonEvent, now } = this.options;
    const at = now().toISOString();
    const failed = new Set(poison.map(poisonKey));
    const known = new Set(letters.map(letterKey));
    for (const letter of letters) if (!failed.has(letterKey(letter))) await dropLetter(sql, letter);
    const knownPoison = poison.filter((event) => known.has(poisonKey(event)));
    await recordFailedAgain(sql, knownPoison, undefined, at);
    const newPoison = poison.filter((event) => !known.has(poisonKey(event)));
    if (onPoisonEvent === 'dead-letter') return recordDeadLetters(sql, newPoison, 1, at);
    const [first] = newPoison;
    if (first === undefined) return;
    throw new RetryFailedError(
      `With this event applied, another one fails, so nothing was changed: ${describePoisonEvent(first)}`,
    );
  }

  async #noteFailure(letters: readonly DeadLetterRow[], error: unknown): Promise<void> {
    const { database, now, onNotice } = this.options;
    const reason = errorMessage(error);
    const at = now().toISOString();
    await database.attempt((db) => db.transaction().execute((tx) => recordFailedRetries(tx, letters, reason, at)));
    onNotice?.({ kind: 'retried', stream: letters[0]?.stream ?? '', taken: 0, left: letters.length, reason });
  }

  async #rebuildInstead(letters: readonly DeadLetterRow[]): Promise<void> {
    const { database, requestRebuild } = this.options;
    const [first] = letters;
    if (first === undefined) return;
    const reason = `Retry of the dead letter at position ${first.position}.`;
    await database.attempt((db) =>
      db.transaction().execute(async (tx) => {
        await requestRebuild(tx, first.projection, reason);
        await clearRequests(tx, letters);
      }),
    );
    announce('request', database.name);
  }
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

function letterKey({ projection, position }: DeadLetterRow): string {
  return `${projection}/${position}`;
}

function poisonKey({ projection, event }: PoisonEvent): string {
  return `${projection}/${event.recorded.position}`;
}
