import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ReadModelDatabase } from '../../delivery/read-model-database';

/** Few enough that reading the keys of a slice delays no caller, on a database that is read on the callers' thread. */
const DEFAULT_SLICE = 5_000;

type Key = readonly [dueMs: number, tenant: string, sessionId: string];

const FIRST: Key = [Number.MIN_SAFE_INTEGER, '', ''];

/**
 * Counts in slices of the index, other work of the thread between them: a count over a million rows would keep callers
 * waiting. Near while rows move.
 */
export class OpenDeadlineCount {
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly slice = DEFAULT_SLICE,
  ) {}

  async count(): Promise<number> {
    let counted = 0;
    let after: Key | undefined;
    for (;;) {
      const end = await this.#endOfSlice(after);
      if (end === undefined) return counted + (await this.#countAfter(after));
      counted += this.slice;
      after = end;
      await setImmediate();
    }
  }

  async #endOfSlice(after: Key | undefined): Promise<Key | undefined> {
    const row = await this.database.attempt((db) =>
      db
        .selectFrom('open_deadlines')
        .select(['due_ms', 'tenant', 'session_id'])
        .where('due_ms', 'is not', null)
        .$if(after !== undefined, (query) => query.where(isAfter(after ?? FIRST)))
        .orderBy('due_ms')
        .orderBy('tenant')
        .orderBy('session_id')
        .limit(1)
        .offset(this.slice - 1)
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : [Number(row.due_ms), row.tenant, row.session_id];
  }

  async #countAfter(after: Key | undefined): Promise<number> {
    const { rows } = await this.database.attempt((db) =>
      db
        .selectFrom('open_deadlines')
        .select((query) => query.fn.countAll().as('rows'))
        .where('due_ms', 'is not', null)
        .$if(after !== undefined, (query) => query.where(isAfter(after ?? FIRST)))
        .executeTakeFirstOrThrow(),
    );
    return Number(rows);
  }
}

const isAfter = (key: Key) => sql<boolean>`(due_ms, tenant, session_id) > (${sql.join([...key])})`;
