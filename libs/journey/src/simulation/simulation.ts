import { compileDefinition } from '../definition/compile-definition';
import type { CompiledDefinition, DefinitionDocument } from '../definition/definition';
import { lineageOf } from '../definition/lineage';
import type { JourneyStatus } from '../journey/journey.state';
import type { TimeoutRules } from '../timing/timeout-rules';
import { DefinitionThroughTime } from './definition-through-time';
import type { RecordedJourneyEvent } from './recorded-event';
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
  /** Whether the newest published version does it as well: it is not the candidate's doing. */
  readonly earlier: boolean;
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
  /** The newest published version, which the journeys are replayed against too; null if there is no other. */
  readonly baseline: number | null;
  /** Journeys that would go otherwise, and as much so under the baseline. */
  readonly earlier: number;
  /** Journeys by what would have been otherwise. One may be stranded besides. */
  readonly changes: Readonly<Record<SimulatedChange, number>>;
  /** Those of the candidate first; by change, those of the most journeys first; 200 at most. */
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

/** A journey under the candidate, and before it: under the newest published version. */
export interface ComparedJourney extends ReplayedJourney {
  readonly before: ReplayedJourney | undefined;
}

/** Replays a journey under the candidate and under the version before it, side by side. */
class ComparedReplay {
  constructor(
    private readonly candidate: JourneyReplay,
    private readonly baseline: JourneyReplay | undefined,
  ) {}

  /** The next event of its stream. */
  take(event: RecordedJourneyEvent): void {
    this.candidate.take(event);
    this.baseline?.take(event);
  }

  /** Undefined if the stream has no start that can be read. */
  end(): ComparedJourney | undefined {
    const journey = this.candidate.end();
    return journey && { ...journey, before: this.baseline?.end() };
  }
}

/** Whether two versions make a journey go otherwise at the same event in the same way. States may have other names. */
function isAlike(one: Divergence | undefined, other: Divergence | undefined): boolean {
  return (
    one !== undefined && one.change === other?.change && one.revision === other.revision && one.code === other.code
  );
}

/** Adds up how journeys would have gone. Holds no journey. */
export class Simulation {
  readonly #candidate: Candidate;
  readonly #baseline: Candidate | undefined;
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
  #earlier = 0;

  constructor({ candidate, published, timeoutRules, maxContextBytes, at }: SimulationPlan) {
    const ran = new Map(published.map((document) => [document.version, compiled(document)]));
    const against = (document: DefinitionDocument, plain: CompiledDefinition): Candidate => {
      const lineage = lineageOf(document, published);
      const definition = { ...plain, ...(lineage && { lineage }) };
      const throughTime = new DefinitionThroughTime(definition, timeoutRules);
      return { definition, throughTime, published: ran, maxContextBytes, at };
    };
    this.#candidate = against(candidate, compileDefinition(candidate));
    const newest = published
      .filter(({ version }) => version !== candidate.version)
      .reduce<DefinitionDocument | undefined>(
        (last, each) => (each.version > (last?.version ?? 0) ? each : last),
        undefined,
      );
    this.#baseline = newest && against(newest, compiled(newest));
    for (const stateId of Object.keys(candidate.states)) this.#funnel.set(stateId, { recorded: 0, predicted: 0 });
  }

  /** A replay of the next journey; give its result to `add`. */
  replay(sessionId: string): ComparedReplay {
    return new ComparedReplay(
      new JourneyReplay(this.#candidate, sessionId),
      this.#baseline && new JourneyReplay(this.#baseline, sessionId),
    );
  }

  add(journey: ComparedJourney): void {
    const { before, sessionId, events, recorded, predicted, divergence, stranded, statesRecorded, statesPredicted } =
      journey;
    this.#journeys += 1;
    this.#events += events;
    this.#recorded[recorded] += 1;
    this.#predicted[predicted ?? 'unknown'] += 1;
    if (divergence === undefined && stranded === undefined) this.#same += 1;
    const found = [
      { found: divergence, earlier: isAlike(divergence, before?.divergence) },
      { found: stranded, earlier: isAlike(stranded, before?.stranded) },
    ];
    for (const { found: one, earlier } of found) if (one !== undefined) this.#note(sessionId, one, earlier);
    if (
      found.some(({ earlier }) => earlier) &&
      found.every(({ found: one, earlier }) => one === undefined || earlier)
    ) {
      this.#earlier += 1;
    }
    for (const stateId of statesRecorded) this.#step(stateId).recorded += 1;
    for (const stateId of statesPredicted) this.#step(stateId).predicted += 1;
  }

  report(): SimulationReport {
    const findings = [...this.#findings.values()].sort(
      (one, other) =>
        Number(one.earlier) - Number(other.earlier) || order(one) - order(other) || other.journeys - one.journeys,
    );
    return {
      journeys: this.#journeys,
      events: this.#events,
      same: this.#same,
      baseline: this.#baseline?.definition.version ?? null,
      earlier: this.#earlier,
      changes: this.#changes,
      findings: findings.slice(0, MOST_FINDINGS),
      moreFindings: Math.max(0, findings.length - MOST_FINDINGS),
      recorded: this.#recorded,
      predicted: this.#predicted,
      funnel: [...this.#funnel].map(([stateId, counts]) => ({ stateId, ...counts })),
    };
  }

  #note(sessionId: string, found: Divergence, earlier: boolean): void {
    const { change, stateId, command, target, instead, event, code, reason } = found;
    this.#changes[change] += 1;
    const place = { earlier, change, stateId, command, target, instead, event, code };
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
