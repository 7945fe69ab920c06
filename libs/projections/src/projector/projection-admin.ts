import { readDeadLetter, readDeadLetters, requestRetry, type DeadLetter } from '../dead-letters/dead-letters';
import { announce } from '../delivery/database-channel';
import { statusOf, type ProjectionStatus } from '../delivery/projection-status';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import { projectionDigest } from '../rebuild/digest';
import {
  changeRebuild,
  describeRebuild,
  latestRebuild,
  openRebuild,
  requestRebuild,
  type Rebuild,
} from '../rebuild/rebuilds';

export interface ProjectionDetails extends ProjectionStatus {
  /** Events applied since its tables were empty. */
  readonly events: number;
  /** Positions of the ledger's count without an event; other than 0 it is a finding. */
  readonly gaps: number;
  /** Events per second, over the last seconds in which any came. */
  readonly rate: number;
  /** When the last batch was applied: RFC 3339, UTC. */
  readonly appliedAt: string | null;
  readonly deadLetters: number;
}

const REASON = 'Requested by an operator.';

/** What operators see and request. Requests are written to the database; the process that projects carries them out. */
export class ProjectionAdmin {
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly now: () => Date = () => new Date(),
  ) {}

  isProjection(name: string): boolean {
    return this.database.projections.some((projection) => projection.name === name);
  }

  async details(): Promise<readonly ProjectionDetails[]> {
    const [rows, letters] = await this.database.attempt((db) =>
      Promise.all([
        db.selectFrom('projection_checkpoints').selectAll().execute(),
        db
          .selectFrom('dead_letters')
          .select((select) => ['projection', select.fn.countAll().as('count')])
          .groupBy('projection')
          .execute(),
      ]),
    );
    return this.database.projections.map((projection) => {
      const { name } = projection;
      const row = rows.find((candidate) => candidate.name === name);
      return {
        ...statusOf(projection, row),
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
    return projectionDigest(this.database, name);
  }

  /** The open rebuild, or the last one; undefined if there was none. */
  async rebuild(): Promise<Rebuild | undefined> {
    const row = await this.database.attempt(async (db) => (await openRebuild(db)) ?? (await latestRebuild(db)));
    return row && describeRebuild(row);
  }

  /** Requests a rebuild, or gives the open one. `acceptMismatch`: switch even if live rows differ from the ledger's. */
  async requestRebuild(
    name: string,
    { reason = REASON, acceptMismatch = false }: { readonly reason?: string; readonly acceptMismatch?: boolean } = {},
  ): Promise<Rebuild> {
    const at = this.now().toISOString();
    const row = await this.database.attempt((db) =>
      db.transaction().execute((tx) => requestRebuild(tx, name, reason, at, acceptMismatch)),
    );
    announce('request', this.database.name);
    return describeRebuild(row);
  }

  /** Cancels the open rebuild; the live tables stay. Undefined if none is open. */
  async cancelRebuild(): Promise<Rebuild | undefined> {
    const row = await this.database.attempt((db) =>
      db.transaction().execute(async (tx) => {
        const open = await openRebuild(tx);
        if (open === undefined || !(await changeRebuild(tx, open.id, { cancelling: 1 }))) return undefined;
        return { ...open, cancelling: 1 };
      }),
    );
    announce('request', this.database.name);
    return row && describeRebuild(row);
  }

  /** In the ledger's order. */
  deadLetters(name: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.database.attempt((db) => readDeadLetters(db, name, limit));
  }

  /** Undefined if there is none. */
  deadLetter(name: string, position: string): Promise<DeadLetter | undefined> {
    return this.database.attempt((db) => readDeadLetter(db, name, position));
  }

  /** Undefined if there is none. Applied in its place, the dead letter is gone; else its attempts and error change. */
  async retryDeadLetter(name: string, position: string): Promise<DeadLetter | undefined> {
    const at = this.now().toISOString();
    const letter = await this.database.attempt((db) =>
      db.transaction().execute((tx) => requestRetry(tx, name, position, at)),
    );
    announce('request', this.database.name);
    return letter;
  }
}
