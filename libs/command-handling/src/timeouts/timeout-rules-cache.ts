import type { UpcasterRegistry } from '@ledger/event-store';
import {
  withTimeoutRules,
  type CompiledDefinition,
  type DefinitionDocument,
  type TimeoutChanges,
  type TimeoutPause,
  type TimeoutRules,
} from '@ledger/journey';
import { SingleFlight } from '@ledger/runtime';
import type { RecordChangePorts } from '../definitions/record-change';
import type { DefinitionCache } from '../definitions/definition-cache';
import type { DefinitionStream } from '../definitions/definition-stream';
import { inLineage, upgradeTarget } from '../definitions/upgrade-target';
import type { TenantPauses } from './tenant-pauses';

/** Age at which the rules are read again beside the commands, where others append too. */
const MAX_AGE_MS = 1_000;

interface RuledDefinition {
  readonly changes: TimeoutChanges;
  readonly pauses: readonly TimeoutPause[];
  readonly versions: DefinitionStream['versions'];
  readonly current: DefinitionStream['current'];
  readonly definition: CompiledDefinition;
}

export interface TimeoutRulesPorts extends RecordChangePorts {
  readonly upcasters: UpcasterRegistry;
}

/** Definitions under what operators changed: overrides in their own streams, and pauses in their tenant's. */
export class TimeoutRulesCache {
  readonly #reads = new SingleFlight();
  readonly #readAt = new Map<string, number>();
  /** By tenant and definition, while their rules are read for the first time or after a change of unknown outcome. */
  readonly #firstReads = new Map<string, Promise<void>>();
  /** A document was read from one definition's stream of one tenant, so that it stands for both. */
  readonly #ruled = new WeakMap<DefinitionDocument, RuledDefinition>();

  constructor(
    private readonly ports: Pick<TimeoutRulesPorts, 'store' | 'clock'>,
    private readonly definitions: DefinitionCache,
    private readonly pauses: TenantPauses,
  ) {}

  /** By what is known: the same object as long as no rule changed; undefined where the rules were never read. */
  known(tenant: string, document: DefinitionDocument): CompiledDefinition | undefined {
    const stream = this.definitions.known(tenant, document.id);
    const pauses = this.pauses.known(tenant);
    if (stream === undefined || pauses === undefined) return undefined;
    if (!this.ports.store.exclusive) this.#refreshWhenOld(tenant, document.id);
    const { timeoutChanges: changes, versions, current } = stream;
    const last = this.#ruled.get(document);
    const isSame =
      last?.changes === changes && last.pauses === pauses && last.versions === versions && last.current === current;
    if (last !== undefined && isSame) return last.definition;
    const rules = { changes, pauses };
    const definition = withUpgrade(withTimeoutRules(inLineage(document, stream), rules), stream, rules);
    this.#ruled.set(document, { changes, pauses, versions, current, definition });
    return definition;
  }

  /** As `known`, and reads what was never read. Callers are answered in order, also while it is being read. */
  async of(tenant: string, document: DefinitionDocument): Promise<CompiledDefinition> {
    const firstRead = this.#firstReads.get(keyOf(tenant, document.id)) ?? this.#firstRead(tenant, document.id);
    if (firstRead !== undefined) await firstRead;
    const definition = this.known(tenant, document);
    if (definition === undefined) throw new TypeError(`Definition ${document.id} should have been read before.`);
    return definition;
  }

  /** By rules that were read after this call, unless this process alone appends to the store. */
  async current(tenant: string, document: DefinitionDocument): Promise<CompiledDefinition> {
    if (!this.ports.store.exclusive) await this.#read(tenant, document.id);
    return this.of(tenant, document);
  }

  /** Undefined where the rules are known. */
  #firstRead(tenant: string, definitionId: string): Promise<void> | undefined {
    const isKnown = this.definitions.known(tenant, definitionId) !== undefined;
    if (isKnown && this.pauses.known(tenant) !== undefined) return undefined;
    const key = keyOf(tenant, definitionId);
    const reading = this.#read(tenant, definitionId);
    this.#firstReads.set(key, reading);
    // After the callers that wait for it: one that came in between would find nothing to wait for.
    const forget = (): boolean => this.#firstReads.delete(key);
    void reading.then(forget, forget);
    return reading;
  }

  #refreshWhenOld(tenant: string, definitionId: string): void {
    const age = this.ports.clock.now().getTime() - (this.#readAt.get(keyOf(tenant, definitionId)) ?? -Infinity);
    // A clock that went back says nothing of how old they are.
    if (age >= 0 && age < MAX_AGE_MS) return;
    // What cannot be read now is read at the next use. A command that would time a journey out reads for itself.
    void this.#read(tenant, definitionId).catch(() => this.#readAt.delete(keyOf(tenant, definitionId)));
  }

  #read(tenant: string, definitionId: string): Promise<void> {
    const key = keyOf(tenant, definitionId);
    this.#readAt.set(key, this.ports.clock.now().getTime());
    return this.#reads.after(key, async () => {
      await Promise.all([this.definitions.read(tenant, definitionId), this.pauses.read(tenant)]);
    });
  }
}

/** The definition with the version that its journeys come over to, under the same rules. */
function withUpgrade(
  definition: CompiledDefinition,
  stream: DefinitionStream,
  rules: TimeoutRules,
): CompiledDefinition {
  const target = upgradeTarget(stream, definition.document);
  if (target === undefined) return definition;
  return { ...definition, upgradesTo: withTimeoutRules(inLineage(target, stream), rules) };
}

/** Tenants have no dash, so that no two pairs give one key. */
function keyOf(tenant: string, definitionId: string): string {
  return `${tenant}-${definitionId}`;
}
