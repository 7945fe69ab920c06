import type { CompiledDefinition } from '@ledger/journey';
import type { DefinitionCatalog } from '../definitions/definition-catalog';
import { unpublished } from '../definitions/version-changes';
import type { DefinitionLookup, StartableDefinition } from '../ports/definition-lookup';
import { TenantPauses } from './tenant-pauses';
import { TenantTimeouts } from './tenant-timeouts';
import { TimeoutOverrides } from './timeout-overrides';
import { TimeoutRulesCache, type TimeoutRulesPorts } from './timeout-rules-cache';

/** The published definitions under the timeout rules that operators made for them. */
export class RuledDefinitions implements DefinitionLookup {
  readonly #rules: TimeoutRulesCache;
  readonly overrides: TimeoutOverrides;
  readonly tenantTimeouts: TenantTimeouts;

  constructor(
    ports: TimeoutRulesPorts,
    private readonly catalog: DefinitionCatalog,
  ) {
    const pauses = new TenantPauses(ports);
    this.#rules = new TimeoutRulesCache(ports, catalog.cache, pauses);
    this.overrides = new TimeoutOverrides(ports, catalog.cache, pauses);
    this.tenantTimeouts = new TenantTimeouts(ports, pauses);
  }

  compiled(tenant: string, definitionId: string, version: number): CompiledDefinition | undefined {
    const published = this.catalog.cache.known(tenant, definitionId)?.versions.get(version);
    return published && this.#rules.known(tenant, published.document);
  }

  async resolve(tenant: string, definitionId: string, version?: number): Promise<CompiledDefinition | undefined> {
    const published = await this.catalog.get(tenant, definitionId, version);
    return published && this.#rules.of(tenant, published.document);
  }

  async resolveForStart(tenant: string, definitionId: string, version?: number): Promise<StartableDefinition> {
    const stream = await this.catalog.cache.current(tenant, definitionId);
    const published = stream?.versions.get(version ?? stream.current?.version ?? 0);
    if (published === undefined) return { definition: undefined, reason: unpublished(definitionId, version, stream) };
    if (!published.retired) return { definition: await this.#rules.of(tenant, published.document) };
    const reason = `Version ${version} of definition ${JSON.stringify(definitionId)} is retired: start under another one.`;
    return { definition: undefined, reason };
  }

  withCurrentRules(tenant: string, definition: CompiledDefinition): Promise<CompiledDefinition> {
    return this.#rules.current(tenant, definition.document);
  }
}
