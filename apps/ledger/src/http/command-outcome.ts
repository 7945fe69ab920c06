import type { CommandReply } from '@ledger/command-handling';
import { COMMAND_OUTCOMES, type CommandOutcome, type JourneyView } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { Problem } from './problem';
import { isProblemCode, type ProblemCode } from './problem-codes';

export const SUCCESSES = [
  'CREATED',
  'RESUMED',
  'ADVANCED',
  'RESTARTED',
  'UNCHANGED',
] as const satisfies readonly CommandOutcome[];
type Success = (typeof SUCCESSES)[number];

/** Outcomes of the commands that a caller can send. */
export type CallerOutcome = Exclude<CommandOutcome, 'STALE'>;
export const CALLER_OUTCOMES = COMMAND_OUTCOMES.filter((outcome): outcome is CallerOutcome => outcome !== 'STALE');

/** Of the saga's own commands alone `STALE` is told apart: like UNCHANGED, it appended nothing. */
export function callerOutcome({ outcome }: CommandReply): CallerOutcome {
  return outcome === 'STALE' ? 'UNCHANGED' : outcome;
}

export interface Accepted extends CommandReply {
  readonly outcome: Success;
  readonly journey: JourneyView;
}

/** Where a caller's expected revision came from: it decides between 409 and 412. */
export type LockSource = 'if-match' | 'body';

/** A reply as a success; throws the problem of a refusal. */
export function accepted(reply: CommandReply, lock: LockSource, current: (journey: JourneyView) => object): Accepted {
  const outcome = callerOutcome(reply);
  const { journey } = reply;
  switch (outcome) {
    case 'CREATED':
    case 'RESUMED':
    case 'ADVANCED':
    case 'RESTARTED':
    case 'UNCHANGED':
      if (journey === undefined) throw new TypeError(`A reply of outcome ${outcome} came without its journey.`);
      return { ...reply, outcome, journey };
    case 'REJECTED':
    case 'CONFLICT':
    case 'EXPIRED':
    case 'NOT_FOUND':
      throw refusal(reply, lock, current);
    default:
      return outcome satisfies never;
  }
}

/** What led a start to a journey that exists. */
export const RESUMED_BY = ['session', 'alias'] as const;

/** Undefined unless the command resumed a journey. */
export function resumedBy(reply: CommandReply): (typeof RESUMED_BY)[number] | undefined {
  return reply.outcome === 'RESUMED' ? (reply.resumedBy ?? 'session') : undefined;
}

/** The problem document of a refused command, with what the caller needs to decide again. */
function refusal(reply: CommandReply, lock: LockSource, current: (journey: JourneyView) => object): Problem {
  const code = refusalCode(reply);
  const { journey, outcome, replayed, guard } = reply;
  return new Problem(code, reply.reason ?? 'The command was refused.', {
    ...defined({ status: statusOf(reply, code, lock) }),
    members: {
      outcome,
      replayed,
      ...(journey && standingOf(journey)),
      ...reply.belongsTo,
      ...defined({ guard }),
      ...(journey && showsJourney(reply) && current(journey)),
    },
    headers: replayed ? { 'idempotency-replayed': 'true' } : {},
  });
}

/** What every refusal says of the journey. */
export function standingOf({ sessionId, stateId, revision, allowedTargets }: JourneyView): object {
  return { sessionId, stateId, revision, allowedTargets };
}

/** Code of a refused reply, also if the reply itself has none. */
export function refusalCode({ outcome, code }: CommandReply): ProblemCode {
  if (code !== undefined && isProblemCode(code)) return code;
  if (outcome === 'NOT_FOUND') return 'JOURNEY_NOT_FOUND';
  if (outcome === 'EXPIRED') return 'JOURNEY_EXPIRED';
  return outcome === 'CONFLICT' ? 'REVISION_CONFLICT' : 'TRANSITION_NOT_ALLOWED';
}

/** A refusal of the domain is 422, although the same code is 400 for a malformed request. */
function statusOf(reply: CommandReply, code: ProblemCode, lock: LockSource): number | undefined {
  if (reply.outcome === 'REJECTED' && code === 'VALIDATION_FAILED') return 422;
  return code === 'REVISION_CONFLICT' && lock === 'if-match' ? 412 : undefined;
}

function showsJourney({ outcome, code }: CommandReply): boolean {
  return outcome !== 'REJECTED' || code === 'JOURNEY_ENDED';
}
