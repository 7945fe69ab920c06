import type { CommandReply, ReplyEvent } from '@ledger/command-handling';
import type { JourneyView } from '@ledger/journey';
import { Problem } from './problem';
import { isProblemCode, type ProblemCode } from './problem-codes';

/** A command's reply on the resource face: the journey, what the command came to, and the events it appended. */
export interface CommandResult extends JourneyView {
  readonly outcome: CommandReply['outcome'];
  readonly replayed: boolean;
  readonly events: readonly ReplyEvent[];
}

/** Where a caller's expected revision came from: it decides between 409 and 412. */
export type LockSource = 'if-match' | 'body';

/** The journey of a reply that is a success; for any other reply throws its problem. */
export function succeeded(
  reply: CommandReply,
  lock: LockSource,
  current: (journey: JourneyView) => object,
): JourneyView {
  const { outcome, journey } = reply;
  switch (outcome) {
    case 'CREATED':
    case 'RESUMED':
    case 'ADVANCED':
    case 'RESTARTED':
    case 'UNCHANGED':
    case 'STALE':
      if (journey === undefined) throw new TypeError(`A reply of outcome ${outcome} came without its journey.`);
      return journey;
    case 'REJECTED':
    case 'CONFLICT':
    case 'EXPIRED':
    case 'NOT_FOUND':
      throw refusal(reply, lock, current);
    default:
      return outcome satisfies never;
  }
}

/** The problem document of a refused command, with what the caller needs to decide anew. */
function refusal(reply: CommandReply, lock: LockSource, current: (journey: JourneyView) => object): Problem {
  const code = refusalCode(reply);
  const { journey } = reply;
  const ofCode = statusOf(reply, code, lock);
  return new Problem(code, reply.reason ?? 'The command was refused.', {
    ...(ofCode === undefined ? {} : { status: ofCode }),
    members: {
      outcome: reply.outcome,
      replayed: reply.replayed,
      ...(journey === undefined
        ? {}
        : {
            sessionId: journey.sessionId,
            stateId: journey.stateId,
            revision: journey.revision,
            allowedTargets: journey.allowedTargets,
          }),
      ...(reply.guard === undefined ? {} : { guard: reply.guard }),
      ...(journey !== undefined && showsJourney(reply) ? current(journey) : {}),
    },
    headers: reply.replayed ? { 'idempotency-replayed': 'true' } : {},
  });
}

/** Code of a refused reply, also where the reply itself names none. */
export function refusalCode({ outcome, code }: CommandReply): ProblemCode {
  if (code !== undefined && isProblemCode(code)) return code;
  if (outcome === 'NOT_FOUND') return 'JOURNEY_NOT_FOUND';
  if (outcome === 'EXPIRED') return 'JOURNEY_EXPIRED';
  return outcome === 'CONFLICT' ? 'REVISION_CONFLICT' : 'TRANSITION_NOT_ALLOWED';
}

/** What the domain refuses is 422 even where the same code is 400 for a malformed request. */
function statusOf(reply: CommandReply, code: ProblemCode, lock: LockSource): number | undefined {
  if (reply.outcome === 'REJECTED' && code === 'VALIDATION_FAILED') return 422;
  return reply.outcome === 'CONFLICT' && lock === 'if-match' ? 412 : undefined;
}

function showsJourney({ outcome, code }: CommandReply): boolean {
  return outcome !== 'REJECTED' || code === 'JOURNEY_ENDED';
}
