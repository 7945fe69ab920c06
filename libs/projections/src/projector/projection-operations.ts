import type { ReadModelDatabase } from '../database/read-model-database';
import { readDeadLetters, requestRetry, type DeadLetter } from '../dead-letters/dead-letters';
import { projectionDigest } from '../rebuild/digest';
import type { ProjectionStatus } from '../queries/read-model-queries';
import {
  announceRequest,
  changeRebuild,
  describeRebuild,
  latestRebuild,
  openRebuild,
  requestRebuild,
  type Rebuild,
} from '../rebuild/rebuilds';

/** Everything an operator asks of a projection. */
export interface ProjectionDetails extends ProjectionStatus {
  /** Events applied since its tables were empty. */
  readonly events: number;
  /** Positions that the ledger's count has and no event came for; other than 0 it is a finding. */
  readonly gaps: number;
  /** Events in a second, over the last seconds in which any came. */
  readonly rate: number;
  /** When the last batch was applied: RFC 3339, UTC. */
  readonly appliedAt: string | null;
  readonly deadLetters: number;
}

const REASON = 'An operator asked for it.';

/**
 * What operators ask of the projections of one database, and have them do. Requests are written to the database and
 * carried out by whichever process projects. Throws `ReadModelsUnavailableError` where the database does not answer.
 */
export class ProjectionOperations {
  readonly #database: ReadModelDatabase;
  readonly #now: () => Date;

  constructor(database: ReadModelDatabase, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#now = now;
  }

  isProjection(name: string): boolean {
    return this.#database.projections.some((projection) => projection.name === name);
  }

  async details(): Promise<readonly ProjectionDetails[]> {
    const [rows, letters] = await this.#database.attempt((db) =>
      Promise.all([
        db.selectFrom('projection_checkpoints').selectAll().execute(),
        db
          .selectFrom('dead_letters')
          .select((select) => ['projection', select.fn.countAll().as('count')])
          .groupBy('projection')
          .execute(),
      ]),
    );
    return this.#database.projections.map(({ name, version }) => {
      // While a new version is built beside it, what is live is still the one before.
      const row = rows.find((candidate) => candidate.name === name);
      return {
        name,
        version: Number(row?.version ?? version),
        position: row?.position ?? null,
        state: (row?.state ?? 'stopped') as ProjectionStatus['state'],
        lastError: row?.last_error ?? null,
        events: Number(row?.events ?? 0),
        gaps: Number(row?.gaps ?? 0),
        rate: Number(row?.rate ?? 0),
        appliedAt: row?.applied_at ?? null,
        deadLetters: Number(letters.find(({ projection }) => projection === name)?.count ?? 0),
      };
    });
  }

  /** SHA-256 over the live rows of a projection: reads all of them. */
  digest(name: string): Promise<string> {
    return projectionDigest(this.#database, name);
  }

  /** The rebuild that is open, or the last one; undefined where none was ever asked for. */
  async rebuild(): Promise<Rebuild | undefined> {
    const row = await this.#database.attempt(async (db) => (await openRebuild(db)) ?? (await latestRebuild(db)));
    return row && describeRebuild(row);
  }

  /**
   * Asks for a rebuild beside the live tables; one that is open already is given instead.
   * @param options.acceptMismatch whether it is switched to even where live rows differ from what the ledger says.
   */
  async requestRebuild(
    name: string,
    { reason = REASON, acceptMismatch = false }: { readonly reason?: string; readonly acceptMismatch?: boolean } = {},
  ): Promise<Rebuild> {
    const at = this.#now().toISOString();
    const row = await this.#database.attempt((db) =>
      db.transaction().execute((tx) => requestRebuild(tx, name, reason, at, acceptMismatch)),
    );
    announceRequest(this.#database.name);
    return describeRebuild(row);
  }

  /** Has the open rebuild thrown away; what is live stays. Undefined where none is open. */
  async cancelRebuild(): Promise<Rebuild | undefined> {
    const row = await this.#database.attempt((db) =>
      db.transaction().execute(async (tx) => {
        const open = await openRebuild(tx);
        if (open === undefined || !(await changeRebuild(tx, open.id, { cancelling: 1 }))) return undefined;
        return { ...open, cancelling: 1 };
      }),
    );
    announceRequest(this.#database.name);
    return row && describeRebuild(row);
  }

  /** In the ledger's order. */
  deadLetters(name: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.#database.attempt((db) => readDeadLetters(db, name, limit));
  }

  /**
   * Asks for an event to be offered to its projection again, in its place among the events of its journey. Taken there,
   * it is no dead letter any more; refused again, attempts and error say so. Undefined where there is no such letter.
   */
  async retryDeadLetter(name: string, position: string): Promise<DeadLetter | undefined> {
    const at = this.#now().toISOString();
    const letter = await this.#database.attempt((db) =>
      db.transaction().execute((tx) => requestRetry(tx, name, position, at)),
    );
    announceRequest(this.#database.name);
    return letter;
  }
}
