import { errorMessage } from '@ledger/runtime';
import { dropTables, loadLive, readTables, type LiveTables } from '../database/live-tables';
import { dropRepairedBy, projectionsRepairedBy } from '../dead-letters/dead-letters';
import { checkpointColumns, fitsLedger, resetCheckpoints, ZERO } from '../delivery/checkpoints';
import { isInfrastructureError } from '../delivery/poison-events';
import { compareWithLive, RebuildMismatchError, type ComparedDigests } from './comparison';
import { changeRebuild, isCancelling, type RebuildRow } from './rebuilds';
import { RebuildCancelledError, ShadowBuild, type ShadowBuildOptions } from './shadow-build';

/** One rebuild of all projections' tables from zero, in shadow tables, until queries are switched to them. */
export class ShadowRebuild {
  private constructor(
    private readonly options: ShadowBuildOptions,
    private readonly row: RebuildRow,
    private readonly build: ShadowBuild,
  ) {}

  /** Starts a requested rebuild, or resumes one. One of another version or of another ledger is started again. */
  static async resume(options: ShadowBuildOptions, row: RebuildRow): Promise<ShadowRebuild> {
    const { database, store, fence, now } = options;
    const live = await database.attempt(loadLive);
    if (row.slot !== null && row.slot !== live?.slot) {
      const build = new ShadowBuild(options, row, row.slot);
      if (row.versions === build.tables.names.versions && (await fitsLedger(build.checkpoint, store))) {
        return new ShadowRebuild(options, row, build);
      }
    }
    if (row.tables !== null) {
      const left = readTables(row.tables);
      await database.attempt(() => dropTables(database.maintenance, left, live?.tables ?? {}));
    }
    const slot = (live?.slot ?? 0) + 1;
    const { names } = database.slot(slot);
    const started = {
      status: 'building',
      slot,
      versions: names.versions,
      tables: JSON.stringify(names.tables),
      ...checkpointColumns(ZERO),
      events: 0,
      gaps: 0,
      started_at: now().toISOString(),
      error: null,
    };
    await database.attempt(() =>
      database.slot(slot).recreate(async (tx) => {
        await fence?.check(tx);
        await changeRebuild(tx, row.id, started);
      }),
    );
    return new ShadowRebuild(options, row, new ShadowBuild(options, { ...row, ...started }, slot));
  }

  /** Until it is switched to, cancelled, or failed for good; false if the signal was aborted first. Throws what may pass. */
  async run(signal: AbortSignal): Promise<boolean> {
    const { database, feed } = this.options;
    try {
      while (!signal.aborted) {
        if (await this.build.catchUp(signal)) {
          await database.attempt(() => this.build.tables.createIndexes());
          if (await feed.pause(() => this.#finish(signal))) return true;
        }
      }
      return false;
    } catch (error) {
      if (isInfrastructureError(error)) throw error;
      if (signal.aborted && error === signal.reason) return false;
      await this.#discard(error);
      return true;
    }
  }

  /** While the feed is paused: the last events, the comparison and the switch. */
  async #finish(signal: AbortSignal): Promise<boolean> {
    if (!(await this.build.catchUp(signal))) return false;
    const { database, feed, fence, now } = this.options;
    const { tables, checkpoint, counted } = this.build;
    const digests = await compareWithLive(database, feed.comparable(), tables, () => this.#assertOpen(signal));
    await this.#assertEqual(digests);
    let before: LiveTables | undefined;
    await database.attempt(() =>
      database.maintenance.transaction().execute(async (tx) => {
        await fence?.check(tx);
        before = await loadLive(tx);
        await this.build.note(tx, {
          status: 'switched',
          finished_at: now().toISOString(),
          digests: Object.keys(digests).length === 0 ? null : JSON.stringify(digests),
        });
        await database.publish(tx, tables.names);
        await resetCheckpoints(tx, database.projections, checkpoint, counted);
        await dropRepairedBy(tx, this.row.id);
      }),
    );
    await feed.onSwitched(tables.names, checkpoint);
    // Running queries still read the old tables; what cannot be dropped now only takes space.
    const old = before?.tables ?? {};
    await database.attempt(() => dropTables(database.maintenance, old, tables.names.tables)).catch(() => undefined);
    return true;
  }

  /** Throws if the rebuild is cancelled, or is to be resumed later. */
  async #assertOpen(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (await this.options.database.attempt((db) => isCancelling(db, this.row.id))) throw new RebuildCancelledError();
  }

  /** Throws `RebuildMismatchError` if live rows are not what the ledger gives, for no recorded reason. */
  async #assertEqual(digests: Readonly<Record<string, ComparedDigests>>): Promise<void> {
    const { database } = this.options;
    const explained = await database.attempt((db) => projectionsRepairedBy(db, this.row.id));
    const names = Object.entries(digests).flatMap(([name, { live, built }]) =>
      live === built || explained.has(name) ? [] : [name],
    );
    if (names.length === 0) return;
    const { accepts_mismatch: accepts } = await database.attempt((db) =>
      db.selectFrom('rebuilds').select('accepts_mismatch').where('id', '=', this.row.id).executeTakeFirstOrThrow(),
    );
    if (Number(accepts) !== 1) throw new RebuildMismatchError(names, digests);
  }

  async #discard(error: unknown): Promise<void> {
    const { database, now } = this.options;
    const live = await database.attempt(loadLive);
    await database.attempt(() => dropTables(database.maintenance, this.build.tables.names.tables, live?.tables ?? {}));
    const end = { finished_at: now().toISOString(), ...endOf(error) };
    await database.attempt((db) => changeRebuild(db, this.row.id, end));
  }
}

function endOf(error: unknown): Parameters<typeof changeRebuild>[2] {
  if (error instanceof RebuildCancelledError) return { status: 'cancelled', error: null };
  if (!(error instanceof RebuildMismatchError)) return { status: 'failed', error: errorMessage(error) };
  return { status: 'mismatch', error: error.message, digests: JSON.stringify(error.digests) };
}
