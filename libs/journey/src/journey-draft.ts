import type { Context, ContextValue } from './definition';
import type { AppliedCommand, JourneyState } from './journey.state';
import { isUnsafeKey } from './plain-json';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The plain members of a journey's state, while it is being built. */
export type JourneyFields = Mutable<Omit<JourneyState, 'context' | 'visits' | 'commands' | 'contextRevisions'>>;

/**
 * A journey while it is being folded. It changes maps of its own in place: copying them for each event would make the
 * fold of a long journey quadratic.
 */
export class JourneyDraft {
  fields: JourneyFields | undefined;
  private readonly context: { [key: string]: ContextValue };
  private readonly visits: Map<string, number>;
  private readonly commands: Map<string, AppliedCommand>;
  private readonly contextRevisions: Map<string, bigint>;

  constructor(from?: JourneyState) {
    this.context = { ...from?.context };
    this.visits = new Map(from?.visits);
    this.commands = new Map(from?.commands);
    this.contextRevisions = new Map(from?.contextRevisions);
    if (from === undefined) return;
    // Whole, maps and all, which `seal` replaces: an object made by leaving members out is many times slower to copy.
    this.fields = { ...from };
  }

  /** The state as it stands. It shares the draft's maps: a draft that goes on changing has to be copied first. */
  seal(): JourneyState | undefined {
    if (this.fields === undefined) return undefined;
    return {
      ...this.fields,
      context: this.context,
      visits: this.visits,
      commands: this.commands,
      contextRevisions: this.contextRevisions,
    };
  }

  noteVisit(stateId: string): void {
    this.visits.set(stateId, (this.visits.get(stateId) ?? 0) + 1);
  }

  noteCommand(commandId: string, revision: bigint): void {
    const applied = this.commands.get(commandId);
    this.commands.set(commandId, { first: applied?.first ?? revision, last: revision });
  }

  /** Sets and removes top-level properties, and remembers at which revision, where one is given. */
  changeContext(set: Context | undefined, unset: readonly string[] | undefined, revision: bigint | undefined): void {
    for (const [key, value] of Object.entries(set ?? {})) {
      if (isUnsafeKey(key)) continue;
      this.context[key] = value;
      if (revision !== undefined) this.contextRevisions.set(key, revision);
    }
    for (const key of unset ?? []) {
      if (isUnsafeKey(key)) continue;
      delete this.context[key];
      if (revision !== undefined) this.contextRevisions.set(key, revision);
    }
  }
}
