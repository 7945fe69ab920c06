import type { CommandReply } from '@ledger/command-handling';
import type { ContextValue, JourneyView } from '@ledger/journey';
import { callerOutcome, refusalCode, resumedBy, SUCCESSES } from '../http/command-outcome';
import { journeyNotFound, type Problem } from '../http/problem';
import type { RepeatIds } from '../http/request-budget';
import { CONTRACT, type FlowAnswer } from './flow.schemas';

/** Most that a flow's platform is sent. */
export const FLOW_ANSWER_BYTES = 8192;

const LONGEST_REASON = 600;
const LONGEST_TARGETS = 3000;

type Facts = Pick<FlowAnswer, 'outcome' | 'replayed' | 'reasonCode' | 'reasonText' | 'commandId'> &
  Partial<Pick<FlowAnswer, 'resumedBy' | 'aliasNotAdded'>>;

const ACCEPTED: ReadonlySet<string> = new Set(SUCCESSES);
const NO_REASON = { replayed: false, reasonCode: '', reasonText: '', commandId: '' } as const;

/** @param commandId as the flow gave it. */
export function answerOf(sessionId: string, commandId: string | undefined, reply: CommandReply): FlowAnswer {
  const outcome = callerOutcome(reply);
  const reasonCode = ACCEPTED.has(outcome) ? '' : refusalCode(reply);
  const answer = flat(sessionId, reply.journey, {
    outcome,
    replayed: reply.replayed,
    commandId: commandId ?? '',
    resumedBy: resumedBy(reply) ?? '',
    aliasNotAdded: reply.aliasesNotAdded !== undefined,
    reasonCode,
    reasonText: reply.reason ?? '',
  });
  return reply.belongsTo === undefined ? answer : { ...answer, ...reply.belongsTo };
}

/** The answer to a question about a journey, or that there is no such journey. */
export function statusAnswer(sessionId: string, journey: JourneyView | undefined): FlowAnswer {
  if (journey) return flat(sessionId, journey, { ...NO_REASON, outcome: 'UNCHANGED' });
  return problemAnswer(sessionId, undefined, 'NOT_FOUND', journeyNotFound(sessionId));
}

/** The answer to a question that is refused. */
export function rejectedAnswer(sessionId: string, problem: Problem): FlowAnswer {
  return problemAnswer(sessionId, undefined, 'REJECTED', problem);
}

/** @param given the id that the flow gave; one that the ledger made up is in the problem. */
export function unavailableAnswer(sessionId: string, given: string | undefined, problem: Problem): FlowAnswer {
  const { commandId = given } = problem.members as Partial<RepeatIds>;
  return problemAnswer(sessionId, commandId, 'UNAVAILABLE', problem);
}

function problemAnswer(
  sessionId: string,
  commandId = '',
  outcome: Facts['outcome'],
  { code, message }: Problem,
): FlowAnswer {
  return flat(sessionId, undefined, { outcome, replayed: false, commandId, reasonCode: code, reasonText: message });
}

function flat(sessionId: string, journey: JourneyView | undefined, facts: Facts): FlowAnswer {
  const targets = joined(journey?.allowedTargets ?? []);
  const base = {
    contract: CONTRACT,
    outcome: facts.outcome,
    replayed: facts.replayed,
    sessionId: journey?.sessionId ?? sessionId,
    resumedBy: facts.resumedBy ?? '',
    aliasNotAdded: facts.aliasNotAdded ?? false,
    commandId: facts.commandId,
    definitionId: journey?.definitionId ?? '',
    definitionVersion: journey?.definitionVersion ?? 0,
    upgradeTo: journey?.upgradeTo ?? 0,
    stateId: journey?.stateId ?? '',
    previousStateId: journey?.previousStateId ?? '',
    status: journey?.status ?? '',
    revision: journey?.revision ?? -1,
    version: (journey?.revision ?? -1) + 1,
    allowedTargets: targets.text,
    deadline: journey?.deadline ?? '',
    overdue: journey?.overdue ?? false,
    reasonCode: facts.reasonCode,
    reasonText: facts.reasonText.slice(0, LONGEST_REASON),
    position: journey?.position ?? '',
    masked: namesText(journey?.masked ?? []),
    omitted: '',
  } as const;
  return fitted(base, journey?.context ?? {}, targets.isWhole ? [] : ['allowedTargets']);
}

/** As many targets as fit, whole names only. */
function joined(targets: readonly string[]): { readonly text: string; readonly isWhole: boolean } {
  let text = '';
  for (const target of targets) {
    const longer = text === '' ? target : `${text},${target}`;
    if (Buffer.byteLength(longer) > LONGEST_TARGETS) return { text, isWhole: false };
    text = longer;
  }
  return { text, isWhole: true };
}

/** Adds as many of the context's properties as fit, and the names of the others. */
function fitted(base: FlowAnswer, context: JourneyView['context'], dropped: readonly string[]): FlowAnswer {
  const fields = Object.entries(context).map(([name, value]) => {
    const field = `ctx_${name}` as const;
    const shown = flatValue(value);
    return { field, shown, bytes: jsonBytes(field) + jsonBytes(shown) + 2 };
  });
  const room = FLOW_ANSWER_BYTES - jsonBytes(base) - MOST_OMITTED_BYTES;
  const answer: Record<string, unknown> = { ...base };
  const omitted = [...dropped];
  let used = 0;
  for (const { field, shown, bytes } of fields) {
    if (used + bytes <= room) {
      answer[field] = shown;
      used += bytes;
    } else omitted.push(field);
  }
  answer['omitted'] = namesText(omitted);
  return answer as unknown as FlowAnswer;
}

/** Kept free in every answer for the names of what does not fit. */
const MOST_OMITTED_BYTES = 500;

/** A list that is too long is counted. */
function namesText(names: readonly string[]): string {
  const text = names.join(',');
  return jsonBytes(text) <= MOST_OMITTED_BYTES ? text : `${names.length} fields`;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Platforms map flat values alone. */
function flatValue(value: ContextValue): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
