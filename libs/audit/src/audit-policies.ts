import {
  EventStoreError,
  type StoreUnreadableError,
  streamName,
  UpcasterRegistry,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@ledger/event-store';
import {
  compileDefinition,
  DEFINITION_PUBLISHED,
  JOURNEY_STARTED,
  parseStream,
  policyReview,
  policyRules,
  type DefinitionDocument,
  type FoldableEvent,
  type ParsedStream,
  type PolicyBreach,
  type PolicyRules,
} from '@ledger/journey';
import { publishedDefinitions } from './published-definitions';
import { readableEvents } from './readable-events';
import { foldable } from './step-envelope';

/** A policy that a journey broke. */
export interface PolicyViolationFound extends PolicyBreach {
  readonly tenant: string;
  readonly sessionId: string;
  readonly definitionId: string;
  /** The version that the journey runs under now. */
  readonly definitionVersion: number;
}

/** How often journeys of one tenant broke one policy. */
export interface PolicyFigures {
  readonly tenant: string;
  readonly definitionId: string;
  readonly policy: string;
  readonly violations: number;
  readonly journeys: number;
}

export interface PolicyAudit {
  /** Journeys that have policies. */
  readonly journeys: number;
  /** Definitions that the ledger has versions or journeys of, in the order of their names. */
  readonly definitions: readonly string[];
  readonly violationCount: number;
  /** In the order in which the journeys started; the first of them, up to the limit. */
  readonly violations: readonly PolicyViolationFound[];
  readonly policies: readonly PolicyFigures[];
  /** What could not be read, one sentence each: these journeys were not judged. */
  readonly unreadable: readonly string[];
}

export interface PolicyAuditOptions {
  /** Times that are over by then are found. RFC 3339. */
  readonly now: string;
  /** Violations that are listed one by one. */
  readonly limit: number;
  /** A definition whose policies count for all its journeys, instead of those of the version that each runs under. */
  readonly document?: DefinitionDocument;
  /** Only journeys of this definition. */
  readonly definitionId?: string;
  /** Only what this tenant has. Default: all of them. */
  readonly tenant?: string;
  /** Only journeys that started at or after this instant. RFC 3339. */
  readonly since?: string;
  /** First position of a ledger that gives out every one. */
  readonly gaplessFrom?: bigint;
  readonly upcasters?: UpcasterRegistry;
}

export interface PolicyAuditProgress {
  readonly journeys: number;
  readonly violations: number;
  readonly position: Position;
}

/** Reads a ledger, folds its journeys and finds what broke their policies; writes nothing. */
export async function auditPolicies(
  store: EventStore,
  tell: (progress: PolicyAuditProgress) => void,
  options: PolicyAuditOptions,
): Promise<PolicyAudit> {
  return new PolicyAuditor(store, options).run(tell);
}

type Counted<T> = { -readonly [Name in keyof T]: T[Name] };

class PolicyAuditor {
  readonly #upcasters: UpcasterRegistry;
  /** Rules of all versions, by tenant and definition. */
  readonly #rules = new Map<string, Promise<ReadonlyMap<number, PolicyRules>>>();
  readonly #given: PolicyRules | undefined;
  readonly #figures = new Map<string, Counted<PolicyFigures>>();
  readonly #violations: PolicyViolationFound[] = [];
  readonly #unreadable: string[] = [];
  readonly #definitions = new Set<string>();
  #journeys = 0;
  #violationCount = 0;

  constructor(
    private readonly store: EventStore,
    private readonly options: PolicyAuditOptions,
  ) {
    this.#upcasters = options.upcasters ?? new UpcasterRegistry();
    this.#given = options.document === undefined ? undefined : policyRules(compileDefinition(options.document));
  }

  async run(tell: (progress: PolicyAuditProgress) => void): Promise<PolicyAudit> {
    const end = await this.store.lastPosition();
    if (end !== undefined) {
      const fail = (error: StoreUnreadableError): unknown => this.#unreadable.push(error.message);
      for await (const event of readableEvents(this.store, end, this.options.gaplessFrom, fail)) {
        await this.#look(event);
        tell({ journeys: this.#journeys, violations: this.#violationCount, position: event.position });
      }
    }
    return {
      journeys: this.#journeys,
      definitions: [...this.#definitions].sort(),
      violationCount: this.#violationCount,
      violations: this.#violations,
      policies: [...this.#figures.values()].sort((one, other) => other.violations - one.violations),
      unreadable: this.#unreadable,
    };
  }

  async #look(event: RecordedEvent): Promise<void> {
    const stream = parseStream(event.stream);
    const { tenant } = this.options;
    if (stream === undefined || (tenant !== undefined && stream.tenant !== tenant)) return;
    if (event.type === DEFINITION_PUBLISHED) this.#definitions.add(stream.id);
    // A journey is read as a whole where it starts: what it did later is not kept meanwhile.
    if (event.type === JOURNEY_STARTED && event.revision === 0n) await this.#judge(event, stream);
  }

  async #judge(start: RecordedEvent, { kind, tenant, id: sessionId }: ParsedStream): Promise<void> {
    const { definitionId: wanted = this.options.document?.id, since } = this.options;
    if (kind !== 'journey') return;
    try {
      const first = foldable(this.#upcasters.read(start));
      const { definitionId } = first.data as { readonly definitionId?: unknown };
      if (typeof definitionId === 'string') this.#definitions.add(definitionId);
      if (typeof definitionId !== 'string' || (wanted !== undefined && definitionId !== wanted)) return;
      if (since !== undefined && Date.parse(first.occurredAt) < Date.parse(since)) return;
      const versions = this.#given === undefined ? await this.#rulesOf(tenant, definitionId) : undefined;
      if (versions?.size === 0) return;
      const rulesOf = (_: string, version: number): PolicyRules | undefined => this.#given ?? versions?.get(version);
      const { breaches, journey } = policyReview(await this.#eventsOf(start), { rulesOf, now: this.options.now });
      this.#journeys += 1;
      const definitionVersion = journey?.definitionVersion ?? 0;
      this.#count(
        breaches.map(({ policyVersion: _, ...breach }) => ({
          tenant,
          sessionId,
          definitionId,
          definitionVersion,
          ...breach,
        })),
      );
    } catch (error) {
      // A store that is away says nothing about a journey.
      if (error instanceof EventStoreError && error.retryable) throw error;
      this.#unreadable.push(`${start.stream}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Rules of the versions of a definition; empty if none of them has policies. */
  #rulesOf(tenant: string, definitionId: string): Promise<ReadonlyMap<number, PolicyRules>> {
    const key = `${tenant}/${definitionId}`;
    const known = this.#rules.get(key);
    if (known !== undefined) return known;
    const read = publishedDefinitions(this.store, this.#upcasters, tenant, definitionId).then((versions) => {
      const rules = new Map([...versions].map(([version, { definition }]) => [version, policyRules(definition)]));
      return [...rules.values()].some(({ policies }) => Object.keys(policies).length > 0) ? rules : new Map();
    });
    this.#rules.set(key, read);
    return read;
  }

  async #eventsOf({ stream }: RecordedEvent): Promise<readonly FoldableEvent[]> {
    const events: FoldableEvent[] = [];
    for await (const event of this.store.readStream(streamName(stream))) {
      events.push(foldable(this.#upcasters.read(event)));
    }
    return events;
  }

  #count(found: readonly PolicyViolationFound[]): void {
    const counted = new Set<string>();
    for (const violation of found) {
      const { tenant, definitionId, policy } = violation;
      const key = JSON.stringify([tenant, definitionId, policy]);
      const figures = this.#figures.get(key) ?? { tenant, definitionId, policy, violations: 0, journeys: 0 };
      figures.violations += 1;
      if (!counted.has(policy)) figures.journeys += 1;
      counted.add(policy);
      this.#figures.set(key, figures);
      this.#violationCount += 1;
      if (this.#violations.length < this.options.limit) this.#violations.push(violation);
    }
  }
}
