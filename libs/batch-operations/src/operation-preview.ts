import type { DefinitionLookup } from '@ledger/command-handling';
import {
  decide,
  type CompiledDefinition,
  type Context,
  type JourneyOutcome,
  type JourneyState,
  type OperationRequested,
} from '@ledger/journey';
import type { JourneyRow, ReadModelQueries } from '@ledger/projections';
import { journeyCommand } from './journey-command';
import { journeysMeeting } from './journey-filter';

const SAMPLE = 20;

/** The expected result of one journey. */
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
  /** Journeys that match. */
  readonly journeys: number;
  readonly byState: readonly { readonly definitionId: string; readonly stateId: string; readonly journeys: number }[];
  /** Journeys by expected outcome. */
  readonly outcomes: { readonly [outcome in JourneyOutcome]?: number };
  /** Why some would be refused, most frequent first, each with the sentence for one journey. */
  readonly refusals: readonly { readonly code: string; readonly journeys: number; readonly example: string }[];
  /** The first ones by session id. */
  readonly sample: readonly PreviewedJourney[];
}

export interface PreviewPorts {
  readonly queries: Pick<ReadModelQueries, 'searchJourneys'>;
  readonly definitions: Pick<DefinitionLookup, 'compiled' | 'resolve' | 'resolveForStart'>;
}

/** Decides the operation's command on every journey that matches, and appends nothing. */
export async function previewOperation(
  ports: PreviewPorts,
  tenant: string,
  request: Omit<OperationRequested, 'requestedBy' | 'operationId' | 'ratePerSecond'>,
): Promise<OperationPreview> {
  const byState = new Map<string, OperationPreview['byState'][number]>();
  const outcomes: { [outcome in JourneyOutcome]?: number } = {};
  const refusals = new Map<string, OperationPreview['refusals'][number]>();
  const sample: PreviewedJourney[] = [];
  const migrateTo = migrationTargets(ports.definitions, tenant, request);
  let journeys = 0;
  for await (const page of journeysMeeting(ports.queries, tenant, request)) {
    for (const row of page) {
      const expected = await expectedResult(ports, tenant, request, row, migrateTo);
      journeys += 1;
      const { definitionId, stateId } = row;
      const state = JSON.stringify([definitionId, stateId]);
      byState.set(state, { definitionId, stateId, journeys: (byState.get(state)?.journeys ?? 0) + 1 });
      const { outcome, code, reason } = expected;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (code !== undefined) {
        const known = refusals.get(code);
        refusals.set(code, { code, journeys: (known?.journeys ?? 0) + 1, example: known?.example ?? reason ?? '' });
      }
      if (sample.length < SAMPLE) sample.push(previewed(row, expected));
    }
  }
  return {
    journeys,
    byState: [...byState.values()].sort((a, b) => b.journeys - a.journeys),
    outcomes,
    refusals: [...refusals.values()].sort((a, b) => b.journeys - a.journeys),
    sample,
  };
}

async function expectedResult(
  { definitions }: PreviewPorts,
  tenant: string,
  request: Pick<OperationRequested, 'kind' | 'target' | 'reason' | 'at'>,
  row: JourneyRow,
  migrateTo: MigrationTarget,
): Promise<ExpectedResult> {
  const { definitionId, definitionVersion, sessionId, revision } = row;
  const definition =
    definitions.compiled(tenant, definitionId, definitionVersion) ??
    (await definitions.resolve(tenant, definitionId, definitionVersion));
  if (definition === undefined) {
    const reason = `Version ${definitionVersion} of definition ${JSON.stringify(definitionId)} is not published here.`;
    return { outcome: 'refused', code: 'DEFINITION_NOT_FOUND', reason };
  }
  if (row.overdue && !definition.isFinal(row.stateId)) {
    return {
      outcome: 'expired',
      code: 'JOURNEY_EXPIRED',
      reason: 'Its deadline has passed, so it would time out instead.',
    };
  }
  const command = { ...journeyCommand(request, sessionId, BigInt(revision)), now: request.at };
  const decision = decide(command, stateOf(row), definition, await migrateTo(definition.id));
  switch (decision.kind) {
    case 'accepted':
      return { outcome: 'changed' };
    case 'rejected':
      return { outcome: 'refused', code: decision.code, reason: decision.reason };
    default:
      return { outcome: 'unchanged' };
  }
}

type MigrationTarget = (definitionId: string) => Promise<CompiledDefinition | undefined>;

/** The version that a migration asks for, looked up once for each definition. */
function migrationTargets(
  definitions: PreviewPorts['definitions'],
  tenant: string,
  { kind, target }: Pick<OperationRequested, 'kind' | 'target'>,
): MigrationTarget {
  const version = kind === 'migrate' ? target?.version : undefined;
  const known = new Map<string, Promise<CompiledDefinition | undefined>>();
  return (definitionId) => {
    if (version === undefined) return Promise.resolve(undefined);
    const found =
      known.get(definitionId) ??
      definitions.resolveForStart(tenant, definitionId, version).then(({ definition }) => definition);
    known.set(definitionId, found);
    return found;
  };
}

/** What the read model knows of the journey, in the terms of the decider. Whether it is overdue was asked before. */
function stateOf(row: JourneyRow): JourneyState {
  const { definitionId, definitionVersion, stateId, previousStateId, enteredAt, startedAt, lastUpdatedAt } = row;
  return {
    definitionId,
    definitionVersion,
    definitionHash: '',
    stateId,
    previousStateId,
    enteredRevision: 0n,
    enteredAt,
    startedAt,
    lastUpdatedAt,
    deadline: null,
    deadlinePolicy: 'session',
    definitionDeadline: null,
    deadlineSince: enteredAt,
    channel: row.channel,
    customerId: row.customerId,
    initiatingSource: null,
    context: row.context as Context,
    visits: new Map(),
    commands: new Map(),
    contextRevisions: new Map(),
    revision: BigInt(row.revision),
  };
}

function previewed(row: JourneyRow, expected: ExpectedResult): PreviewedJourney {
  const { sessionId, definitionId, definitionVersion, stateId, enteredAt, revision } = row;
  return { sessionId, definitionId, definitionVersion, stateId, enteredAt, revision, ...expected };
}
