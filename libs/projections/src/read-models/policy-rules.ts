import { policyRules, type PolicyRules } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { compiledDefinitions } from './compiled-definitions';

/** A definition of a tenant. */
export interface DefinitionKey {
  readonly tenant: string;
  readonly definitionId: string;
}

export type RulesByVersion = ReadonlyMap<number, PolicyRules>;

/** The policies of all versions of some definitions, without definitions that have none in any version. */
export class StoredPolicyRules {
  private constructor(private readonly rules: ReadonlyMap<string, RulesByVersion>) {}

  /** Reads those from the `definitions` table that are not remembered, and remembers them. */
  static async load(
    definitions: readonly DefinitionKey[],
    tx: ProjectionTransaction,
    policies: Map<string, RulesByVersion | undefined>,
  ): Promise<StoredPolicyRules> {
    const found = new Map<string, RulesByVersion>();
    for (const [key, definition] of new Map(definitions.map((each) => [keyOf(each), each] as const))) {
      if (!policies.has(key)) policies.set(key, await rulesOf(definition, tx));
      const rules = policies.get(key);
      if (rules !== undefined) found.set(key, rules);
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

/** Undefined if no version has policies. */
async function rulesOf(
  { tenant, definitionId }: DefinitionKey,
  tx: ProjectionTransaction,
): Promise<RulesByVersion | undefined> {
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
  return rules.some(([, { policies }]) => Object.keys(policies).length > 0) ? new Map(rules) : undefined;
}

function keyOf({ tenant, definitionId }: DefinitionKey): string {
  return `${tenant}/${definitionId}`;
}
