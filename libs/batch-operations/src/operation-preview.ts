import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { JourneyOutcome } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { JourneyRow, ReadModelQueries, Sight } from '@ledger/projections';
import { journeyRequest, journeyResult, type JourneyTask } from './journey-command';
import { journeysMeeting, type FrozenFilter } from './journey-filter';

const SAMPLE = 20;
/** Journeys decided at once: the store reads their streams together. */
const CONCURRENCY = 32;
/** No event will name it, and no operation can have its id. */
const DRY_RUN = { operationId: 'dry run', requestedBy: { subject: 'dry-run' } } as const;

export interface ExpectedResult {
  readonly outcome: JourneyOutcome;
  readonly code?: string;
  readonly reason?: string;
}

export interface PreviewedJourney extends ExpectedResult {
  readonly sessionId: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly stateId: string;
  readonly enteredAt: string;
  readonly revision: number;
}

/** The results of an operation if no journey moved meanwhile. */
export interface OperationPreview {
  readonly journeys: number;
  readonly byState: readonly { readonly definitionId: string; readonly stateId: string; readonly journeys: number }[];
  readonly outcomes: { readonly [outcome in JourneyOutcome]?: number };
  /** Why some would be refused, most frequent first, each with the sentence for one journey. */
  readonly refusals: readonly { readonly code: string; readonly journeys: number; readonly example: string }[];
  /** The first ones by session id. */
  readonly sample: readonly PreviewedJourney[];
}

export interface PreviewPorts {
  readonly queries: Pick<ReadModelQueries, 'searchJourneys'>;
  /** The reply that a command would get; nothing is appended. Only the store's faults are thrown. */
  readonly preview: (request: JourneyCommandRequest) => Promise<CommandReply>;
}

type PreviewedTask = JourneyTask & FrozenFilter;

/** Decides the operation's command on every journey that matches, and appends nothing. */
export async function previewOperation(
  { queries, preview }: PreviewPorts,
  sight: Sight,
  task: PreviewedTask,
): Promise<OperationPreview> {
  const tally = new ResultTally();
  for await (const page of journeysMeeting(queries, sight, task)) {
    for (let next = 0; next < page.length; next += CONCURRENCY) {
      const together = page.slice(next, next + CONCURRENCY);
      for (const journey of await Promise.all(together.map((row) => previewed(preview, sight.tenant, task, row)))) {
        tally.add(journey);
      }
    }
  }
  return tally.preview();
}

class ResultTally {
  #journeys = 0;
  readonly #byState = new Map<string, OperationPreview['byState'][number]>();
  readonly #outcomes: { [outcome in JourneyOutcome]?: number } = {};
  readonly #refusals = new Map<string, OperationPreview['refusals'][number]>();
  readonly #sample: PreviewedJourney[] = [];

  add(journey: PreviewedJourney): void {
    const { definitionId, stateId, outcome, code, reason } = journey;
    this.#journeys += 1;
    const state = JSON.stringify([definitionId, stateId]);
    this.#byState.set(state, { definitionId, stateId, journeys: (this.#byState.get(state)?.journeys ?? 0) + 1 });
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    if (code !== undefined) {
      const known = this.#refusals.get(code);
      this.#refusals.set(code, { code, journeys: (known?.journeys ?? 0) + 1, example: known?.example ?? reason ?? '' });
    }
    if (this.#sample.length < SAMPLE) this.#sample.push(journey);
  }

  preview(): OperationPreview {
    return {
      journeys: this.#journeys,
      byState: [...this.#byState.values()].sort((a, b) => b.journeys - a.journeys),
      outcomes: this.#outcomes,
      refusals: [...this.#refusals.values()].sort((a, b) => b.journeys - a.journeys),
      sample: this.#sample,
    };
  }
}

/** Decided on the journey itself, by the code that will carry the command out: the read model only found it. */
async function previewed(
  preview: PreviewPorts['preview'],
  tenant: string,
  task: PreviewedTask,
  { sessionId, definitionId, definitionVersion, stateId, enteredAt, revision }: JourneyRow,
): Promise<PreviewedJourney> {
  const request = journeyRequest(tenant, { ...task, ...DRY_RUN }, [sessionId, revision]);
  const { outcome, code, reason } = await journeyResult(preview, request);
  return defined({ sessionId, definitionId, definitionVersion, stateId, enteredAt, revision, outcome, code, reason });
}
