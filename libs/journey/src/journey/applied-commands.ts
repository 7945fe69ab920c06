/** Revisions of the events that one command appended. */
export interface AppliedCommand {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * The commands that a journey has applied up to one of its revisions. The states of a journey that grows share one map,
 * of which each sees what was there when it was made: a copy for each state would make a command cost as much as its
 * journey is long. A state that is not the newest one gets a map of its own as soon as it grows.
 */
export class AppliedCommands implements Iterable<[string, AppliedCommand]> {
  static readonly NONE = new AppliedCommands({ byId: new Map() }, -1n, 0);

  readonly #shared: SharedCommands;
  /** Revision of the last event that is seen. */
  readonly #last: bigint;
  readonly size: number;

  private constructor(shared: SharedCommands, last: bigint, size: number) {
    this.#shared = shared;
    this.#last = last;
    this.size = size;
  }

  get(commandId: string): AppliedCommand | undefined {
    const applied = this.#shared.byId.get(commandId);
    return applied !== undefined && applied.last <= this.#last ? applied : undefined;
  }

  *[Symbol.iterator](): Iterator<[string, AppliedCommand]> {
    for (const entry of this.#shared.byId) if (entry[1].last <= this.#last) yield entry;
  }

  /** With commands whose events follow what is seen here; the map given is taken over. */
  with(added: Map<string, AppliedCommand>): AppliedCommands {
    let last = this.#last;
    for (const applied of added.values()) if (applied.last > last) last = applied.last;
    if (this.size === 0) return AppliedCommands.#newest({ byId: added }, last);
    const shared = this.#mayGrow(added) ? this.#shared : { byId: new Map(this) };
    for (const [commandId, applied] of added) shared.byId.set(commandId, applied);
    return AppliedCommands.#newest(shared, last);
  }

  #mayGrow(added: ReadonlyMap<string, AppliedCommand>): boolean {
    if (this.#shared.newest !== this) return false;
    // What another state sees under an id must not change.
    for (const commandId of added.keys()) if (this.#shared.byId.has(commandId)) return false;
    return true;
  }

  static #newest(shared: SharedCommands, last: bigint): AppliedCommands {
    return (shared.newest = new AppliedCommands(shared, last, shared.byId.size));
  }
}

interface SharedCommands {
  readonly byId: Map<string, AppliedCommand>;
  /** The only state from which the map may grow. */
  newest?: AppliedCommands;
}
