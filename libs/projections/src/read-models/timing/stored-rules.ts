import {
  NO_TIMEOUT_CHANGES,
  NO_TIMEOUT_PAUSES,
  withTimeoutChange,
  withTimeoutPause,
  type TimeoutPause,
  type TimeoutRules,
} from '@ledger/journey';
import type { ProjectionTransaction } from '../../database/projection-transaction';

/** The `definition_id` of a pause, which holds for all definitions of the tenant. No id is empty. */
export const ALL_DEFINITIONS = '';

const NO_RULES: TimeoutRules = { changes: NO_TIMEOUT_CHANGES, pauses: NO_TIMEOUT_PAUSES };

/** Rules, and which of them were read. */
export interface LoadedRules {
  readonly tenants: ReadonlySet<string>;
  readonly definitionIds: ReadonlySet<string>;
  readonly rules: StoredRules;
}

/** The rules of some tenants and definitions, as the `timeout_rules` table has them. */
export class StoredRules {
  readonly #byDefinition = new Map<string, TimeoutRules>();
  readonly #pauses = new Map<string, readonly TimeoutPause[]>();

  /** Those that `memory` holds, or else what is read, which it holds from then on. */
  static async remembered(
    memory: { rules: LoadedRules | undefined },
    tx: ProjectionTransaction,
    tenants: ReadonlySet<string>,
    definitionIds: ReadonlySet<string>,
  ): Promise<StoredRules> {
    const known = memory.rules;
    if (known !== undefined && isWithin(tenants, known.tenants) && isWithin(definitionIds, known.definitionIds)) {
      return known.rules;
    }
    const rules = await StoredRules.load(tx, tenants, definitionIds);
    memory.rules = { tenants, definitionIds, rules };
    return rules;
  }

  /** One query, which finds nothing until an operator changes a timeout. */
  static async load(
    tx: ProjectionTransaction,
    tenants: Iterable<string>,
    definitionIds: Iterable<string>,
  ): Promise<StoredRules> {
    const rules = new StoredRules();
    const rows = await tx.sql
      .selectFrom('timeout_rules')
      .select(['tenant', 'definition_id', 'revision', 'type', 'occurred_at', 'data'])
      .where(tx.oneOf('tenant', [...new Set(tenants)]))
      .where(tx.oneOf('definition_id', [...new Set([...definitionIds, ALL_DEFINITIONS])]))
      .orderBy('tenant')
      // Pauses first: the empty id comes before all others.
      .orderBy('definition_id')
      .orderBy('revision')
      .execute();
    for (const { tenant, definition_id: definitionId, revision, type, occurred_at: occurredAt, data } of rows) {
      const event = { type, data: JSON.parse(data) as unknown, revision: BigInt(revision), occurredAt };
      if (definitionId === ALL_DEFINITIONS) {
        rules.#pauses.set(tenant, withTimeoutPause(rules.#pauses.get(tenant) ?? NO_TIMEOUT_PAUSES, event));
      } else {
        const { changes, pauses } = rules.of(tenant, definitionId);
        rules.#byDefinition.set(keyOf(tenant, definitionId), { changes: withTimeoutChange(changes, event), pauses });
      }
    }
    return rules;
  }

  /** The same object for the same definition, so that its plans are computed once. */
  of(tenant: string, definitionId: string): TimeoutRules {
    const key = keyOf(tenant, definitionId);
    const known = this.#byDefinition.get(key);
    if (known !== undefined) return known;
    const pauses = this.#pauses.get(tenant);
    const rules = pauses === undefined ? NO_RULES : { changes: NO_TIMEOUT_CHANGES, pauses };
    this.#byDefinition.set(key, rules);
    return rules;
  }
}

function isWithin(values: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const value of values) if (!all.has(value)) return false;
  return true;
}

/** Tenants have no dash, so that no two pairs give one key. */
function keyOf(tenant: string, definitionId: string): string {
  return `${tenant}-${definitionId}`;
}
