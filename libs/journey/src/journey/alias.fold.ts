import { isPlainObject } from '../plain-json';
import type { FoldableEvent } from '../foldable-event';
import { ALIAS_CLAIMED, ALIAS_RESUMED } from './alias.events';

/** The journey that an alias leads to, for one definition. */
export interface AliasClaim {
  readonly alias: string;
  readonly definitionId: string;
  readonly sessionId: string;
  /** Revision that the journey was at when it was claimed; -1n if there was none. */
  readonly since: bigint;
}

/** What a command with an alias led to. */
export interface AliasAnswer {
  readonly sessionId: string;
  /** Of a journey that was resumed: the revision that the reply showed, and when; absent for a claim. */
  readonly resumed?: { readonly revision: bigint; readonly at: string };
}

/** What folding an alias's stream gives. */
export interface AliasState {
  /** By definition id. */
  readonly claims: ReadonlyMap<string, AliasClaim>;
  /** By `answerKey`: of a command that claimed and resumed, what it did last. */
  readonly answers: ReadonlyMap<string, AliasAnswer>;
}

/** Callers choose command ids that are unique within a session. */
export function answerKey(requestedSessionId: string, commandId: string): string {
  return JSON.stringify([requestedSessionId, commandId]);
}

export const NO_CLAIMS: AliasState = { claims: new Map(), answers: new Map() };

/** Ignores what it does not know or cannot read. */
export function evolveAlias(state: AliasState, { type, data, occurredAt, commandId }: FoldableEvent): AliasState {
  if (!isPlainObject(data)) return state;
  const { alias, definitionId, sessionId, requested = sessionId, since, revision } = data;
  if (typeof alias !== 'string' || typeof definitionId !== 'string' || typeof sessionId !== 'string') return state;
  const key = commandId === undefined || typeof requested !== 'string' ? undefined : answerKey(requested, commandId);
  if (type === ALIAS_CLAIMED && Number.isInteger(since)) {
    const claim = { alias, definitionId, sessionId, since: BigInt(since as number) };
    return {
      claims: new Map(state.claims).set(definitionId, claim),
      answers: withAnswer(state.answers, key, { sessionId }),
    };
  }
  if (type === ALIAS_RESUMED && Number.isInteger(revision)) {
    const resumed = { revision: BigInt(revision as number), at: occurredAt };
    return { ...state, answers: withAnswer(state.answers, key, { sessionId, resumed }) };
  }
  return state;
}

function withAnswer(
  answers: AliasState['answers'],
  key: string | undefined,
  answer: AliasAnswer,
): AliasState['answers'] {
  return key === undefined ? answers : new Map(answers).set(key, answer);
}
