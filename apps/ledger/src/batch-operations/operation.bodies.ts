import { DEFAULT_SLOWER_THAN, type OperationDraft } from '@ledger/batch-operations';
import {
  JOURNEY_OUTCOMES,
  OPERATION_KINDS,
  type Context,
  type JourneyOutcome,
  type OperationFilter,
  type OperationKind,
  type OperationStatus,
  type OperationTarget,
} from '@ledger/journey';
import { STUCK_KINDS, type StuckKind } from '@ledger/projections';
import {
  ChoiceField,
  CommandIdField,
  FactorField,
  FlagField,
  InstantField,
  NameField,
  ObjectField,
  PageSizeField,
  SentenceField,
  TextField,
  TokenField,
  VersionField,
} from '../http/fields';
import { instant } from '../http/instants';
import { validationProblem } from '../http/problem';
import { validated } from '../http/validated';
import { PagedQuery } from '../journeys/journey-search.query';

export const DEFAULT_RATE = 100;

const STUCK = ['any', ...STUCK_KINDS] as const;
const STUCK_MEANING =
  'Only journeys that are stuck: overdue, slow (longer in its state than slowerThan times the median), orphaned (in a ' +
  'state that the newest version lacks), or any of these.';
const SLOWER_THAN = `Times the median dwell of the state; ${DEFAULT_SLOWER_THAN} where absent.`;

/** Which journeys: the names of the journey search, and `stuck`. */
export class OperationFilterBody {
  @NameField({ description: 'State that the journey is in.', optional: true })
  state?: string | null;

  @NameField({ description: 'Definition that the journey runs.', optional: true })
  definitionId?: string | null;

  @NameField({ description: 'Customer, as the caller knows them.', optional: true })
  customerId?: string | null;

  @NameField({ description: 'Channel that the journey is on.', optional: true })
  channel?: string | null;

  @ChoiceField({ description: 'How the journey stands.', of: ['ACTIVE', 'COMPLETED', 'TIMED_OUT'], optional: true })
  status?: 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT' | null;

  @FlagField({ description: 'Whether the deadline has passed.', optional: true })
  overdue?: boolean | null;

  @InstantField({ description: 'Only journeys that entered their state before this instant.', optional: true })
  enteredBefore?: string | null;

  @ChoiceField({ description: STUCK_MEANING, of: STUCK, optional: true })
  stuck?: (typeof STUCK)[number] | null;

  @FactorField({ description: SLOWER_THAN, optional: true })
  slowerThan?: number | null;
}

/** What becomes of them. */
export class OperationTargetBody {
  @NameField({ description: 'Of a move: state to put them into.', optional: true })
  stateId?: string | null;

  @VersionField({ description: 'Of a migration: version to take them to; the newest where absent.', optional: true })
  version?: number | null;

  @ObjectField({ description: 'Of a migration: what states are called there.', optional: true })
  stateMap?: Readonly<Record<string, unknown>> | null;

  @ObjectField({ description: 'Of a migration: context properties that the version asks for.', optional: true })
  set?: Context | null;
}

export class OperationBody {
  @ChoiceField({ description: 'What is to be done to each journey.', of: OPERATION_KINDS, example: 'move' })
  kind!: OperationKind;

  @ObjectField({
    description:
      'Which journeys, by state, definitionId, customerId, channel, status, overdue, enteredBefore, stuck and slowerThan: ' +
      `those that meet every one given. ${STUCK_MEANING}`,
    example: { state: 'PAYMENT_COLLECTOR', stuck: 'any' },
  })
  filter!: object;

  @ObjectField({
    description: 'Of move: stateId. Of migrate: version, stateMap, set. Of the others nothing.',
    example: { stateId: 'AGENT_ESCALATION' },
    optional: true,
  })
  target?: object | null;

  @SentenceField({ description: 'Why, for the audit trail of every journey.', example: 'The payment provider is down' })
  reason!: string;

  @PageSizeField({ description: `Most journeys a second; ${DEFAULT_RATE} where absent.`, example: 50, optional: true })
  ratePerSecond?: number | null;

  @FlagField({
    description: 'False to have it done; where absent or true, what it would come to is shown and nothing is stored.',
    example: true,
    optional: true,
  })
  dryRun?: boolean | null;

  @TokenField({
    description: 'Of the dry run: it is done to the journeys that were shown, less those that moved since.',
    optional: true,
  })
  token?: string | null;

  @CommandIdField({ description: 'Makes a repeat recognisable, as the header Idempotency-Key does.', optional: true })
  commandId?: string | null;
}

/** Why it is paused or cancelled. */
export class OperationStepBody {
  @SentenceField({ description: 'Why, for the audit trail.', example: 'Peak hour', optional: true })
  reason?: string | null;
}

export class OperationListQuery extends PagedQuery {
  @ChoiceField({
    description: 'Where the operation stands.',
    of: ['SELECTING', 'RUNNING', 'PAUSED', 'CANCELLING', 'CANCELLED', 'COMPLETED'],
    optional: true,
  })
  status?: OperationStatus;
}

export class OperationResultsQuery extends PagedQuery {
  @ChoiceField({ description: 'What came of the journey.', of: JOURNEY_OUTCOMES, optional: true })
  outcome?: JourneyOutcome;
}

export class StuckQuery extends PagedQuery {
  @ChoiceField({ description: 'In which way; any where absent.', of: STUCK, optional: true })
  reason?: (typeof STUCK)[number];

  @TextField({ description: `${SLOWER_THAN} From 1 to 1000.`, example: '3', optional: true })
  slowerThan?: string;

  @NameField({ description: 'State that the journey is in.', optional: true })
  state?: string;

  @NameField({ description: 'Definition that the journey runs.', optional: true })
  definitionId?: string;

  @NameField({ description: 'Channel that the journey is on.', optional: true })
  channel?: string;
}

export function stuckKinds(word: (typeof STUCK)[number]): readonly StuckKind[] {
  return word === 'any' ? STUCK_KINDS : [word];
}

/** What a query says of how slow is slow. */
export function slowerThanOf(text: string | undefined): number {
  const factor =
    text === undefined ? DEFAULT_SLOWER_THAN : /^\d{1,4}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(factor >= 1 && factor <= 1000)) throw validationProblem('slowerThan should be a number from 1 to 1000.');
  return factor;
}

/** The body as the domain takes it; throws a problem that says what is wrong with it. */
export function draftOf(body: OperationBody): OperationDraft {
  const { kind, reason } = body;
  const filter = filterOf(validated(OperationFilterBody, body.filter, 'filter'));
  const target = targetOf(kind, validated(OperationTargetBody, body.target ?? {}, 'target'));
  return { kind, filter, reason, ...(target === undefined ? {} : { target }) };
}

function filterOf(body: OperationFilterBody): OperationFilter {
  const { enteredBefore, stuck, slowerThan, ...plain } = body;
  if (slowerThan != null && stuck == null) throw validationProblem('filter.slowerThan should come with filter.stuck.');
  const filter = {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value != null)),
    ...(enteredBefore == null ? {} : { enteredBefore: instant(enteredBefore) }),
    ...(stuck == null ? {} : { stuck: stuckKinds(stuck) }),
    ...(slowerThan == null ? {} : { slowerThan }),
  };
  // Whoever means all journeys says so, such as by their status.
  if (Object.keys(filter).length === 0)
    throw validationProblem('filter should say which journeys, by at least one of its fields.');
  return filter;
}

function targetOf(
  kind: OperationKind,
  { stateId, version, stateMap, set }: OperationTargetBody,
): OperationTarget | undefined {
  const isMigration = kind === 'migrate';
  if ((kind === 'move') !== (stateId != null)) {
    throw validationProblem(
      kind === 'move'
        ? 'target.stateId should name the state to move to.'
        : `target.stateId is for move, not for ${kind}.`,
    );
  }
  if (!isMigration && (version != null || stateMap != null || set != null)) {
    throw validationProblem(`target.version, target.stateMap and target.set are for migrate, not for ${kind}.`);
  }
  if (kind === 'move') return { stateId: stateId ?? '' };
  if (!isMigration) return undefined;
  if (stateMap != null && !Object.values(stateMap).every((to) => typeof to === 'string')) {
    throw validationProblem('target.stateMap should give a state id for each of its state ids.');
  }
  return {
    ...(version == null ? {} : { version }),
    ...(stateMap == null ? {} : { stateMap: stateMap as Readonly<Record<string, string>> }),
    ...(set == null ? {} : { set }),
  };
}
