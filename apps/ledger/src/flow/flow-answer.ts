import type { CommandReply } from '@ledger/command-handling';
import type { ContextValue, JourneyView } from '@ledger/journey';
import { refusalCode } from '../http/command-outcome';
import type { Problem } from '../http/problem';

/** Most that a flow's platform is sent. */
export const FLOW_ANSWER_BYTES = 8192;

/** Version of the answer's shape: fields are only ever added. */
const CONTRACT = '2026-11';

const LONGEST_REASON = 600;
const LONGEST_TARGETS = 3000;

/** One flat object, the same for every outcome: what is not there is an empty text, or -1 and 0 for numbers. */
export interface FlowAnswer {
  readonly contract: typeof CONTRACT;
  readonly outcome: CommandReply['outcome'] | 'UNAVAILABLE';
  readonly replayed: boolean;
  readonly sessionId: string;
  readonly stateId: string;
  readonly previousStateId: string;
  readonly status: string;
  readonly revision: number;
  /** Revision + 1. */
  readonly version: number;
  /** Joined by commas. */
  readonly allowedTargets: string;
  readonly deadline: string;
  readonly reasonCode: string;
  readonly reasonText: string;
  readonly position: string;
  /** Names of fields that did not fit into the answer, joined by commas. */
  readonly omitted: string;
  readonly [contextProperty: `ctx_${string}`]: string | number | boolean | null;
}

interface Facts {
  readonly outcome: FlowAnswer['outcome'];
  readonly replayed: boolean;
  readonly reasonCode: string;
  readonly reasonText: string;
}

const ACCEPTED: ReadonlySet<FlowAnswer['outcome']> = new Set([
  'CREATED',
  'RESUMED',
  'ADVANCED',
  'RESTARTED',
  'UNCHANGED',
  'STALE',
]);

/** The answer to a command. */
export function answerOf(sessionId: string, reply: CommandReply): FlowAnswer {
  const { outcome, replayed, journey, reason } = reply;
  const reasonCode = ACCEPTED.has(outcome) ? '' : refusalCode(reply);
  return flat(sessionId, journey, { outcome, replayed, reasonCode, reasonText: reason ?? '' });
}

/** The answer to a question about a journey, or that there is none. */
export function statusAnswer(sessionId: string, journey: JourneyView | undefined): FlowAnswer {
  if (journey)
    return flat(sessionId, journey, { outcome: 'UNCHANGED', replayed: false, reasonCode: '', reasonText: '' });
  const reasonText = `There is no journey ${sessionId}: start it first.`;
  return flat(sessionId, undefined, {
    outcome: 'NOT_FOUND',
    replayed: false,
    reasonCode: 'JOURNEY_NOT_FOUND',
    reasonText,
  });
}

/** The answer where the ledger cannot answer now. */
export function unavailableAnswer(sessionId: string, problem: Problem): FlowAnswer {
  const facts = {
    outcome: 'UNAVAILABLE',
    replayed: false,
    reasonCode: problem.code,
    reasonText: problem.message,
  } as const;
  return flat(sessionId, undefined, facts);
}

function flat(sessionId: string, journey: JourneyView | undefined, facts: Facts): FlowAnswer {
  const targets = joined(journey?.allowedTargets ?? []);
  const base = {
    contract: CONTRACT,
    outcome: facts.outcome,
    replayed: facts.replayed,
    sessionId: journey?.sessionId ?? sessionId,
    stateId: journey?.stateId ?? '',
    previousStateId: journey?.previousStateId ?? '',
    status: journey?.status ?? '',
    revision: journey?.revision ?? -1,
    version: (journey?.revision ?? -1) + 1,
    allowedTargets: targets.text,
    deadline: journey?.deadline ?? '',
    reasonCode: facts.reasonCode,
    reasonText: facts.reasonText.slice(0, LONGEST_REASON),
    position: journey?.position ?? '',
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

/** Adds the context's properties: all where they fit, else as many as fit, with the names of the others. */
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
  answer['omitted'] = omittedText(omitted);
  return answer as unknown as FlowAnswer;
}

/** Kept free in every answer, so that the names of what does not fit do. */
const MOST_OMITTED_BYTES = 500;

function omittedText(names: readonly string[]): string {
  const text = names.join(',');
  return jsonBytes(text) <= MOST_OMITTED_BYTES ? text : `${names.length} fields`;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Platforms map flat values alone: what is nested crosses as its JSON text. */
function flatValue(value: ContextValue): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
