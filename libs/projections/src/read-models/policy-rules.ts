import { policyRules, type PolicyRules } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { compiledDefinitions } from './compiled-definitions';

/** A definition of a tenant. */
export interface DefinitionKey {
  readonly tenant: string;
  readonly definitionId: string;
}

/** The policies of all versions of some definitions, without definitions that have none in any version. */
export class StoredPolicyRules {
  private constructor(private readonly rules: ReadonlyMap<string, ReadonlyMap<number, PolicyRules>>) {}

  /** Reads them from the `definitions` table. */
  static async load(definitions: readonly DefinitionKey[], tx: ProjectionTransaction): Promise<StoredPolicyRules> {
    const found = new Map<string, ReadonlyMap<number, PolicyRules>>();
    for (const [key, { tenant, definitionId }] of new Map(definitions.map((each) => [keyOf(each), each] as const))) {
      const versions = await tx.sql
        .selectFrom('definitions')
        .select(['version', 'hash'])
        .where('tenant', '=', tenant)
        .where('definition_id', '=', definitionId)
        .execute();
      const compiled = await compiledDefinitions(tx.sql, new Set(versions.map(({ hash }) => hash)));
      const rules = versions.flatMap(({ version, hash }) => {
        const definition = compiled.get(hash)?.definition;
        return definition === undefined ? [] : [[Number(version), policyRules(definition)] as const];
      });
      if (rules.some(([, { policies }]) => Object.keys(policies).length > 0)) found.set(key, new Map(rules));
    }
    return new StoredPolicyRules(found);
  }

  get isEmpty(): boolean {
    return this.rules.size === 0;
  }

  /** Whether any version of the definition has policies. */
  has(definition: DefinitionKey): boolean {
    return this.rules.has(keyOf(definition));
  }

  of(definition: DefinitionKey, version: number): PolicyRules | undefined {
    return this.rules.get(keyOf(definition))?.get(version);
  }
}

function keyOf({ tenant, definitionId }: DefinitionKey): string {
  return `${tenant}/${definitionId}`;
}
