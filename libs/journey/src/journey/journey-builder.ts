import type { Context, ContextValue } from '../context';
import { AppliedCommands, type AppliedCommand } from './applied-commands';
import type { JourneyState } from './journey.state';
import { isUnsafeKey } from '../plain-json';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The plain members of a journey's state, while it is being built. */
export type JourneyFields = Mutable<Omit<JourneyState, 'context' | 'visits' | 'commands' | 'contextRevisions'>>;

/**
 * Copies each map before its first change, then changes it in place: a copy for each event would make the fold of a long
 * journey quadratic, and copies of unchanged maps would be most of the work of a single event. The commands applied are
 * not copied: states of one journey share them.
 */
export class JourneyBuilder {
  fields: JourneyFields | undefined;
  readonly #from: JourneyState | undefined;
  #context: { [key: string]: ContextValue } | undefined;
  #visits: Map<string, number> | undefined;
  /** Those of this fold alone. */
  #commands: Map<string, AppliedCommand> | undefined;
  #contextRevisions: Map<string, bigint> | undefined;

  /** @param keepsHistory whether it notes what only deciding needs: the commands applied, and when properties changed. */
  constructor(
    from?: JourneyState,
    private readonly keepsHistory = true,
  ) {
    this.#from = from;
    // Whole, maps and all, which `seal` replaces: an object made by leaving members out is many times slower to copy.
    this.fields = from && { ...from };
  }

  /** The state as it stands. The builder must not be changed afterwards. */
  seal(): JourneyState | undefined {
    if (this.fields === undefined) return undefined;
    const before = this.#from?.commands ?? AppliedCommands.NONE;
    return Object.assign(this.fields, {
      context: this.#context ?? this.#from?.context ?? {},
      visits: this.#visits ?? this.#from?.visits ?? new Map<string, number>(),
      commands: this.#commands === undefined ? before : before.with(this.#commands),
      contextRevisions: this.#contextRevisions ?? this.#from?.contextRevisions ?? new Map<string, bigint>(),
    });
  }

  noteVisit(stateId: string): void {
    this.#visits ??= new Map(this.#from?.visits);
    this.#visits.set(stateId, (this.#visits.get(stateId) ?? 0) + 1);
  }

  /** Counts visits under new names, too. Forth and back again, no visit is counted twice. */
  renameVisits(names: ReadonlyMap<string, string>): void {
    const known = this.#visits ?? this.#from?.visits ?? new Map<string, number>();
    const renamed = new Map<string, number>();
    for (const [old, name] of names) {
      const count = known.get(old);
      if (count !== undefined) renamed.set(name, (renamed.get(name) ?? 0) + count);
    }
    this.#visits = new Map(known);
    for (const [name, count] of renamed) {
      // What a state that is renamed itself was counted, is not counted for the one that takes its name.
      const counted = names.has(name) ? 0 : (known.get(name) ?? 0);
      this.#visits.set(name, Math.max(count, counted));
    }
  }

  noteCommand(commandId: string, revision: bigint): void {
    if (!this.keepsHistory) return;
    this.#commands ??= new Map();
    const known = this.#commands.get(commandId) ?? this.#from?.commands.get(commandId);
    this.#commands.set(commandId, { first: known?.first ?? revision, last: revision });
  }

  /** Sets and removes top-level properties, and remembers at which revision, where one is given. */
  changeContext(set: Context | undefined, unset: readonly string[] | undefined, revision: bigint | undefined): void {
    for (const [key, value] of Object.entries(set ?? {})) {
      if (!isUnsafeKey(key)) this.#changeable(key, revision)[key] = value;
    }
    for (const key of unset ?? []) {
      if (!isUnsafeKey(key)) delete this.#changeable(key, revision)[key];
    }
  }

  /** The context, once it is noted that a property of it changes. */
  #changeable(key: string, revision: bigint | undefined): { [key: string]: ContextValue } {
    this.#context ??= { ...this.#from?.context };
    if (revision === undefined || !this.keepsHistory) return this.#context;
    this.#contextRevisions ??= new Map(this.#from?.contextRevisions);
    this.#contextRevisions.set(key, revision);
    return this.#context;
  }
}
