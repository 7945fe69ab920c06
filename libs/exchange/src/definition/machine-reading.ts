import { pointer } from '@ledger/journey';
import { orList } from '@ledger/plain-data';

/** What a machine has that a definition has no equivalent for, or that is wrong. */
export interface MachineProblem {
  /** JSON Pointer (RFC 6901) into the machine. */
  readonly path: string;
  /** One sentence: what is wrong and what would be right. */
  readonly message: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Members of an object in a machine. */
export interface KnownMembers {
  readonly taken: readonly string[];
  /** Annotations, which change nothing that a machine does. */
  readonly leftOut?: readonly string[];
  /** Members of XState that have no equivalent, and what to do instead. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Collects what is wrong with a machine while it is read. */
export class MachineReading {
  readonly problems: MachineProblem[] = [];
  /** JSON Pointers to annotations that were left out. */
  readonly leftOut: string[] = [];

  refuse(path: string, message: string): undefined {
    this.problems.push({ path, message });
    return undefined;
  }

  objectAt(value: unknown, path: string, what: string): JsonObject | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    return this.refuse(path, `${what} must be a JSON object.`);
  }

  /** Refuses, by name, every member that is not taken; an empty list or object says nothing and is let be. */
  members(object: JsonObject, path: string, what: string, { taken, leftOut = [], refused = {} }: KnownMembers): void {
    for (const [name, value] of Object.entries(object)) {
      const at = `${path}${pointer(name)}`;
      if (taken.includes(name) || isNothing(value)) continue;
      if (leftOut.includes(name)) this.leftOut.push(at);
      else {
        const known = `${what} is read with ${orList([...taken, ...leftOut]).replace(' or ', ' and ')}`;
        this.refuse(at, refused[name] ?? `${JSON.stringify(name)} has no equivalent in a definition; ${known}.`);
      }
    }
  }

  /** A text, or undefined where there is none. */
  textAt(value: unknown, path: string): string | undefined {
    if (value === undefined || typeof value === 'string') return value;
    return this.refuse(path, 'This must be a text.');
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
