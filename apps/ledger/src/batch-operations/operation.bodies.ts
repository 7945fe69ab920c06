import { Type } from '@sinclair/typebox';
import { DEFAULT_SLOWER_THAN, type OperationDraft } from '@ledger/batch-operations';
import {
  JOURNEY_OUTCOMES,
  JOURNEY_STATUSES,
  OPERATION_KINDS,
  OPERATION_STATUSES,
  STUCK_REASONS,
  type Context,
  type OperationFilter,
  type OperationKind,
  type OperationTarget,
  type StuckReason,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import * as field from '../http/fields';
import { instant } from '../http/instants';
import { PAGED_QUERY, queryOf } from '../http/paged-query';
import { validationProblem } from '../http/problem';
import type { Given } from '../http/validated';
import { component } from '../openapi/schema-parts';

export const DEFAULT_RATE = 100;

const STUCK = ['any', ...STUCK_REASONS] as const;
const WAYS =
  'overdue: the deadline has passed and no timeout is recorded. slow: in its state for longer than slowerThan times ' +
  'the median. orphaned: in a state that the newest version lacks. any: any of these.';
const slowerThan = () =>
  field.factor(`Of slow: times the median dwell time of the state, 1 to 1,000. Default: ${DEFAULT_SLOWER_THAN}.`, 3);

/** The journeys: the names of the journey search, and `stuck`. */
const FILTER = field.nested('The journeys: those that meet every member given, at least one.', {
  state: field.optional(field.name('State that the journey is in.', 'PAYMENT_COLLECTOR')),
  definitionId: field.optional(field.name('Definition that the journey runs.')),
  customerId: field.optional(field.name('The caller’s own id of the customer.')),
  channel: field.optional(field.name('Channel that the journey is on.')),
  status: field.optional(field.choice(JOURNEY_STATUSES, 'Status of the journey.')),
  overdue: field.optional(field.flag('Whether the deadline has passed.')),
  enteredBefore: field.optional(field.instant('Only journeys that entered their state before this time.')),
  stuck: field.optional(field.choice(STUCK, `Only journeys that are stuck. ${WAYS}`, 'any')),
  slowerThan: field.optional(slowerThan()),
});

const TARGET = field.nested('What the journeys are changed to; of abort and restart nothing.', {
  stateId: field.optional(field.name('Of move: the state.', 'AGENT_ESCALATION')),
  version: field.optional(field.version('Of migrate: the version. Default: the newest.')),
  stateMap: field.optional(
    field.anyObject<Readonly<Record<string, unknown>>>('Of migrate: new state ids by the old ones.'),
  ),
  set: field.optional(field.anyObject<Context>('Of migrate: context properties that the version needs.')),
  force: field.optional(
    field.flag('Of migrate: also if a journey times out at once, or the version takes none of the one that it runs.'),
  ),
});

export const OperationBody = component('OperationRequest', 'Starts a batch operation, or shows what it would do.', {
  kind: field.choice(OPERATION_KINDS, 'What is done to each journey.', 'move'),
  filter: FILTER,
  target: field.optional(TARGET),
  reason: field.sentence('Reason, for the audit trail of every journey.', 'The payment provider is down'),
  ratePerSecond: field.optional(field.pageSize(`Most journeys a second, 1 to 1,000. Default: ${DEFAULT_RATE}.`, 50)),
  dryRun: field.optional(
    field.flag('false starts it. Default: true, which shows what it would do and stores nothing.', true),
  ),
  token: field.optional(
    field.token('Token of the dry run: selects the journeys that were shown, without those that changed since.'),
  ),
  commandId: field.optional(
    field.commandId('Identifies the request: sent again, it starts nothing again, as Idempotency-Key does.'),
  ),
});
export type OperationBody = Given<typeof OperationBody>;

export const OperationStepBody = component('OperationStepRequest', 'Pauses, resumes or cancels a batch operation.', {
  reason: field.optional(field.sentence('Reason, for the audit trail.', 'Peak hour')),
  commandId: field.optional(
    field.commandId('Identifies the request: sent again, it changes nothing again, whatever others changed meanwhile.'),
  ),
});
export type OperationStepBody = Given<typeof OperationStepBody>;

export const OperationListQuery = queryOf({
  ...PAGED_QUERY,
  status: Type.Optional(field.choice(OPERATION_STATUSES, 'Only batch operations with this status.')),
});
export type OperationListQuery = Given<typeof OperationListQuery>;

export const OperationResultsQuery = queryOf({
  ...PAGED_QUERY,
  outcome: Type.Optional(field.choice(JOURNEY_OUTCOMES, 'Only journeys with this outcome.')),
});
export type OperationResultsQuery = Given<typeof OperationResultsQuery>;

export const StuckQuery = queryOf({
  ...PAGED_QUERY,
  reason: Type.Optional(field.choice(STUCK, `${WAYS} Default: any.`)),
  slowerThan: Type.Optional(slowerThan()),
  state: Type.Optional(field.name('Only this state.')),
  definitionId: Type.Optional(field.name('Only this definition.')),
  channel: Type.Optional(field.name('Only this channel.')),
});
export type StuckQuery = Given<typeof StuckQuery>;

export function stuckReasons(word: (typeof STUCK)[number]): readonly StuckReason[] {
  return word === 'any' ? STUCK_REASONS : [word];
}

/** The body as the domain takes it; throws a problem that says what is wrong with it. */
export function draftOf({ kind, reason, filter, target }: OperationBody): OperationDraft {
  return defined({ kind, filter: filterOf(filter), reason, target: targetOf(kind, target ?? {}) });
}

function filterOf({ enteredBefore, stuck, slowerThan, ...plain }: OperationBody['filter']): OperationFilter {
  if (slowerThan != null && stuck == null) throw validationProblem('filter.slowerThan needs filter.stuck.');
  const filter = {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value != null)),
    ...defined({
      enteredBefore: enteredBefore == null ? undefined : instant(enteredBefore),
      stuck: stuck == null ? undefined : stuckReasons(stuck),
      slowerThan: slowerThan ?? undefined,
    }),
  };
  // An operation on all journeys must be meant: it names them, such as by their status.
  if (Object.keys(filter).length === 0) throw validationProblem('filter is empty; give at least one of its fields.');
  return filter;
}

function targetOf(
  kind: OperationKind,
  { stateId, version, stateMap, set, force }: NonNullable<OperationBody['target']>,
): OperationTarget | undefined {
  const isMigration = kind === 'migrate';
  if (kind === 'move' && stateId == null) throw validationProblem('target.stateId is missing: the state to move to.');
  if (kind !== 'move' && stateId != null) throw validationProblem(`target.stateId is for move; omit it for ${kind}.`);
  if (!isMigration && (version ?? stateMap ?? set ?? force) != null) {
    throw validationProblem(
      `target.version, target.stateMap, target.set and target.force are for migrate; omit them for ${kind}.`,
    );
  }
  if (kind === 'move') return { stateId: stateId ?? '' };
  if (!isMigration) return undefined;
  if (stateMap != null && !Object.values(stateMap).every((to) => typeof to === 'string')) {
    throw validationProblem('target.stateMap must give a state id, as a text, for each state id.');
  }
  return defined({
    version: version ?? undefined,
    stateMap: (stateMap ?? undefined) as OperationTarget['stateMap'],
    set: set ?? undefined,
    force: force ?? undefined,
  });
}
