import { ABORT_TIMEOUT_STATE, type CompiledDefinition, type DefinitionDocument } from '../definition/definition';
import { ALIAS, ALIAS_LENGTH } from '../stream-names';
import { deadlineOf } from '../timing/duration';
import type { AliasClaim } from './alias.fold';
import type { JourneyState } from './journey.state';

/** Aliases that a journey may have at once. */
export const MOST_ALIASES = 20;

/** What is wrong with an alias; undefined if nothing is. */
export function aliasProblem(alias: string): string | undefined {
  if (ALIAS.test(alias)) return undefined;
  const shown = JSON.stringify(alias.slice(0, 80));
  return `An alias is platform:id, such as genesys:conv-81, of at most ${ALIAS_LENGTH} visible ASCII characters; you sent ${shown}.`;
}

export function aliasesProblem(aliases: readonly string[] = []): string | undefined {
  if (aliases.length > MOST_ALIASES)
    return `A journey has at most ${MOST_ALIASES} aliases; you sent ${aliases.length}.`;
  if (new Set(aliases).size < aliases.length) return 'aliases names an alias twice; send each once.';
  return aliases.map(aliasProblem).find((problem) => problem !== undefined);
}

/** The journey that a claim names, with the definition that it runs by; undefined if that is not published. */
export interface AliasedJourney {
  readonly state: JourneyState;
  readonly definition: CompiledDefinition | undefined;
}

/**
 * What becomes of a start with an alias by the claim of its definition: `resume` the journey that the claim names;
 * `adopt` it, since its alias was claimed and not added yet; `pending`: the journey was not started yet; `timed-out`: it
 * has timed out and could continue, so that it has to give the alias up first; or `free`.
 */
export type ClaimStanding = 'resume' | 'adopt' | 'pending' | 'timed-out' | 'free';

/** @param now RFC 3339, UTC, milliseconds. */
export function claimStanding(
  { resume = 'never' }: Pick<DefinitionDocument, 'resume'>,
  { alias, definitionId, since }: AliasClaim,
  journey: AliasedJourney | undefined,
  now: string,
): ClaimStanding {
  if (resume === 'never') return 'free';
  if (journey === undefined) return 'pending';
  const { state, definition } = journey;
  // The session has another journey, so that the claim's will never be started.
  if (state.definitionId !== definitionId) return 'free';
  if (definition?.isFinal(state.stateId) === true) return 'free';
  if (typeof resume === 'object' && isBefore(deadlineOf(state.lastUpdatedAt, { after: resume.within }), now)) {
    return 'free';
  }
  const has = state.aliases?.includes(alias) === true;
  if (!has && isRemovedSince(state, alias, since)) return 'free';
  if (state.stateId === ABORT_TIMEOUT_STATE) return 'timed-out';
  return has ? 'resume' : 'adopt';
}

/** Whether the journey gave the alias up after it was claimed for it: a claim that is older is void. */
export function isRemovedSince({ removedAliases }: JourneyState, alias: string, since: bigint): boolean {
  const removed = removedAliases?.get(alias);
  return removed !== undefined && removed > since;
}

function isBefore(instant: string | undefined, now: string): boolean {
  return instant !== undefined && Date.parse(instant) < Date.parse(now);
}
