import type { EventFilter } from './event-filter';
import type { PassingEvent } from './passing-event';

/** A reader that is sent each event that it wants as soon as it is committed. */
export interface LiveFollower {
  readonly filter: EventFilter;
  /** Whether it may not see personal data. */
  readonly masked: boolean;
  take(event: PassingEvent): void;
}

/**
 * Live followers by what they ask for, so that an event costs as much as it has followers, and not as much as there are
 * followers.
 */
export class FollowerIndex {
  private readonly bySession = new Map<string, Set<LiveFollower>>();
  private readonly byDefinition = new Map<string, Set<LiveFollower>>();
  private readonly others = new Set<LiveFollower>();

  private definitionsAsked = 0;
  private masksAsked = 0;

  /** Whether the definition of an event must be known before it is handed out. */
  get asksForDefinitions(): boolean {
    return this.definitionsAsked > 0;
  }

  /** Whether what is personal in an event must be known before it is handed out. */
  get asksForMasks(): boolean {
    return this.masksAsked > 0;
  }

  add(follower: LiveFollower): void {
    if (follower.masked) this.masksAsked += 1;
    const { sessionId, definitions } = follower.filter;
    if (definitions !== undefined) this.definitionsAsked += 1;
    if (sessionId !== undefined) addTo(this.bySession, sessionId, follower);
    else if (definitions === undefined) this.others.add(follower);
    else for (const definitionId of definitions) addTo(this.byDefinition, definitionId, follower);
  }

  remove(follower: LiveFollower): void {
    if (follower.masked) this.masksAsked -= 1;
    const { sessionId, definitions } = follower.filter;
    if (definitions !== undefined) this.definitionsAsked -= 1;
    if (sessionId !== undefined) removeFrom(this.bySession, sessionId, follower);
    else if (definitions === undefined) this.others.delete(follower);
    else for (const definitionId of definitions) removeFrom(this.byDefinition, definitionId, follower);
  }

  /** Hands the event to each follower that wants it. */
  hand(event: PassingEvent): void {
    handTo(this.others, event);
    if (event.stream !== undefined) handTo(this.bySession.get(event.stream.id), event);
    if (event.definitionId !== undefined) handTo(this.byDefinition.get(event.definitionId), event);
  }
}

function handTo(followers: ReadonlySet<LiveFollower> | undefined, event: PassingEvent): void {
  for (const follower of followers ?? []) if (follower.filter.wants(event)) follower.take(event);
}

function addTo(index: Map<string, Set<LiveFollower>>, key: string, follower: LiveFollower): void {
  const there = index.get(key);
  if (there) there.add(follower);
  else index.set(key, new Set([follower]));
}

function removeFrom(index: Map<string, Set<LiveFollower>>, key: string, follower: LiveFollower): void {
  const there = index.get(key);
  there?.delete(follower);
  if (there?.size === 0) index.delete(key);
}
