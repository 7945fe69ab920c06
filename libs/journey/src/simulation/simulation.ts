import { compileDefinition } from '../definition/compile-definition';
import type { CompiledDefinition, DefinitionDocument } from '../definition/definition';
import { lineageOf } from '../definition/lineage';
import type { JourneyStatus } from '../journey/journey.state';
import type { TimeoutRules } from '../timing/timeout-rules';
import { DefinitionThroughTime } from './definition-through-time';
import { JourneyReplay, type Candidate } from './replay-journey';
import { SIMULATED_CHANGES, type Divergence, type ReplayedJourney, type SimulatedChange } from './replayed-journey';

/** What is asked: how recorded journeys would have gone under a candidate. */
export interface SimulationPlan {
  readonly candidate: DefinitionDocument;
  /** All versions that are published. */
  readonly published: readonly DefinitionDocument[];
  /** What operators changed in timeouts; undefined if nothing. */
  readonly timeoutRules?: TimeoutRules | undefined;
  /** Bytes that a context may have. */
  readonly maxContextBytes?: number | undefined;
  /** RFC 3339: now. */
  readonly at: string;
}

/** Journeys that would have gone otherwise in one way at one place. */
export interface SimulationFinding extends Pick<
  Divergence,
  'change' | 'stateId' | 'command' | 'target' | 'instead' | 'event' | 'code'
> {
  readonly journeys: number;
  /** One sentence, of the first example. */
  readonly reason: string;
  /** Session ids of the first ones, 5 at most. */
  readonly examples: readonly string[];
}

export type StatusCounts = Readonly<Record<JourneyStatus, number>>;

export interface SimulationReport {
  readonly journeys: number;
  readonly events: number;
  /** Journeys that would have gone as they went, and can come over if they are open. */
  readonly same: number;
  /** Journeys by what would have been otherwise. One may be stranded besides. */
  readonly changes: Readonly<Record<SimulatedChange, number>>;
  /** By change, those of the most journeys first; 200 at most. */
  readonly findings: readonly SimulationFinding[];
  /** How many findings are left out. */
  readonly moreFindings: number;
  readonly recorded: StatusCounts;
  /** `unknown`: the candidate leads elsewhere, and what the flow would have done then is not known. */
  readonly predicted: StatusCounts & { readonly unknown: number };
  /** Journeys that entered each state, and that would have for certain. In the order of the candidate's document. */
  readonly funnel: readonly {
    readonly stateId: string;
    readonly recorded: number;
    readonly predicted: number;
  }[];
}

const EXAMPLES = 5;
const MOST_FINDINGS = 200;

type Finding = { -readonly [Name in keyof SimulationFinding]: SimulationFinding[Name] } & { examples: string[] };

/** Adds up how journeys would have gone. Holds no journey. */
export class Simulation {
  readonly #candidate: Candidate;
  readonly #findings = new Map<string, Finding>();
  readonly #funnel = new Map<string, { recorded: number; predicted: number }>();
  readonly #changes = Object.fromEntries(SIMULATED_CHANGES.map((change) => [change, 0])) as Record<
    SimulatedChange,
    number
  >;
  readonly #recorded: Record<JourneyStatus, number> = { ACTIVE: 0, COMPLETED: 0, TIMED_OUT: 0 };
  readonly #predicted = { ACTIVE: 0, COMPLETED: 0, TIMED_OUT: 0, unknown: 0 };
  #journeys = 0;
  #events = 0;
  #same = 0;

  constructor({ candidate, published, timeoutRules, maxContextBytes, at }: SimulationPlan) {
    const lineage = lineageOf(candidate, published);
    const definition = { ...compileDefinition(candidate), ...(lineage && { lineage }) };
    this.#candidate = {
      definition,
      throughTime: new DefinitionThroughTime(definition, timeoutRules),
      published: new Map(published.map((document) => [document.version, compiled(document)])),
      maxContextBytes,
      at,
    };
    for (const stateId of Object.keys(candidate.states)) this.#funnel.set(stateId, { recorded: 0, predicted: 0 });
  }

  /** A replay of the next journey; give its result to `add`. */
  replay(sessionId: string): JourneyReplay {
    return new JourneyReplay(this.#candidate, sessionId);
  }

  add(journey: ReplayedJourney): void {
    const { sessionId, events, recorded, predicted, divergence, stranded, statesRecorded, statesPredicted } = journey;
    this.#journeys += 1;
    this.#events += events;
    this.#recorded[recorded] += 1;
    this.#predicted[predicted ?? 'unknown'] += 1;
    if (divergence === undefined && stranded === undefined) this.#same += 1;
    for (const found of [divergence, stranded]) if (found !== undefined) this.#note(sessionId, found);
    for (const stateId of statesRecorded) this.#step(stateId).recorded += 1;
    for (const stateId of statesPredicted) this.#step(stateId).predicted += 1;
  }

  report(): SimulationReport {
    const findings = [...this.#findings.values()].sort(
      (one, other) => order(one) - order(other) || other.journeys - one.journeys,
    );
    return {
      journeys: this.#journeys,
      events: this.#events,
      same: this.#same,
      changes: this.#changes,
      findings: findings.slice(0, MOST_FINDINGS),
      moreFindings: Math.max(0, findings.length - MOST_FINDINGS),
      recorded: this.#recorded,
      predicted: this.#predicted,
      funnel: [...this.#funnel].map(([stateId, counts]) => ({ stateId, ...counts })),
    };
  }

  #note(sessionId: string, { change, stateId, command, target, instead, event, code, reason }: Divergence): void {
    this.#changes[change] += 1;
    const place = { change, stateId, command, target, instead, event, code };
    const key = JSON.stringify(Object.values(place));
    const finding = this.#findings.get(key);
    if (finding === undefined) {
      const given = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
      this.#findings.set(key, { ...(given as typeof place), journeys: 1, reason, examples: [sessionId] });
      return;
    }
    finding.journeys += 1;
    if (finding.examples.length < EXAMPLES) finding.examples.push(sessionId);
  }

  #step(stateId: string): { recorded: number; predicted: number } {
    const step = this.#funnel.get(stateId) ?? { recorded: 0, predicted: 0 };
    this.#funnel.set(stateId, step);
    return step;
  }
}

function order({ change }: SimulationFinding): number {
  return SIMULATED_CHANGES.indexOf(change);
}

/** A version that was published under earlier rules may have a schema that does not compile: then its shape alone counts. */
function compiled(document: DefinitionDocument): CompiledDefinition {
  try {
    return compileDefinition(document);
  } catch {
    const { context: _, ...rest } = document;
    return compileDefinition(rest);
  }
}
