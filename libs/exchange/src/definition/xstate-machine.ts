/**
 * A machine config of XState 5 as JSON (https://stately.ai/docs/machines), as far as a definition has an equivalent.
 * What only a definition has is under `meta.journey`: its members, and names with `$` that belong to this mapping.
 */
export interface XStateMachine {
  readonly id: string;
  /** The version of the definition, as digits. */
  readonly version: string;
  /** The title. */
  readonly description?: string;
  readonly initial: string;
  /** The defaults of the context’s schema. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly states: Readonly<Record<string, XStateNode>>;
  /** Transitions of `anyState`. */
  readonly on?: XStateTransitions;
  readonly meta?: XStateMeta;
}

export interface XStateNode {
  readonly description?: string;
  readonly type?: 'final';
  readonly on?: XStateTransitions;
  /** The timeout, by milliseconds. */
  readonly after?: Readonly<Record<string, XStateTransition>>;
  readonly meta?: XStateMeta;
}

/** By event; a transition without one, and one that its event may not reach, by `to <target>`. */
export type XStateTransitions = Readonly<Record<string, readonly XStateTransition[]>>;

export interface XStateTransition {
  /** Absent from the last of a list: the event ends there, and is not looked for in the machine’s `on`. */
  readonly target?: string;
  /** The CEL expression: the name under which an implementation of it is provided. */
  readonly guard?: string;
  readonly reenter?: true;
  readonly meta?: XStateMeta;
}

export interface XStateMeta {
  readonly journey: Readonly<Record<string, unknown>>;
}

/** Members of `meta.journey` that say how the mapping wrote something, not what the definition holds. */
export const MAPPING = {
  /** Of a transition: its place in the list of the definition, if the order of the events does not give it. */
  order: '$order',
  /** Of a transition by target: the event of the transition that it repeats. */
  repeats: '$repeats',
  /** Of a timeout: its duration, if the milliseconds do not give it back. */
  after: '$after',
  /** Of a timeout: the definition names no target. Of a state: the definition does not list it. */
  implied: '$implied',
} as const;

/** The event that asks for a target: no event of a definition has a blank in its name. */
export function targetEvent(target: string): string {
  return `to ${target}`;
}

/** How a target is written: in XState a point separates levels. */
export function escapedKey(stateId: string): string {
  return stateId.replace(/[.\\]/g, (character) => `\\${character}`);
}
