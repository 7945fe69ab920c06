import type { ReadModelDatabase } from './read-model-database';

interface KeyUse {
  readonly tenant: string;
  readonly keyId: string;
  /** RFC 3339, UTC, milliseconds: they compare as texts. */
  readonly usedAt: string;
}

/** When keys were used last. A table of bookkeeping: no rebuild touches it, and it ends with the database. */
export class KeyUseTable {
  constructor(private readonly database: ReadModelDatabase) {}

  /** Processes that share the database may write in any order: the later use stays. */
  async record(uses: readonly KeyUse[]): Promise<void> {
    if (uses.length === 0) return;
    const rows = uses.map(({ tenant, keyId, usedAt }) => ({ tenant, key_id: keyId, used_at: usedAt }));
    await this.database.attempt((db) =>
      db
        .insertInto('key_uses')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['tenant', 'key_id'])
            .doUpdateSet((eb) => ({ used_at: eb.ref('excluded.used_at') }))
            .whereRef('key_uses.used_at', '<', 'excluded.used_at'),
        )
        .execute(),
    );
  }

  /** RFC 3339 by key id. */
  async usesOf(tenant: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.attempt((db) =>
      db.selectFrom('key_uses').select(['key_id', 'used_at']).where('tenant', '=', tenant).execute(),
    );
    return new Map(rows.map((row) => [row.key_id, row.used_at]));
  }
}
