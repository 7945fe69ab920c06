import { pointer } from '@ledger/journey';
import { closestName } from '@ledger/plain-data';
import type { JsonObject, MachineReading } from './machine-reading';

/** Finds the state that a target of a machine names, relative to where it is written. */
export class MachineTargets {
  readonly #ids: ReadonlyMap<string, string>;

  constructor(
    machineId: string | undefined,
    private readonly states: JsonObject,
    private readonly reading: MachineReading,
  ) {
    const named = Object.entries(states).flatMap(([key, state]) => {
      const { id } = (state ?? {}) as JsonObject;
      return typeof id === 'string' ? [[id, key] as const] : [];
    });
    const derived =
      machineId === undefined ? [] : Object.keys(states).map((key) => [`${machineId}.${key}`, key] as const);
    this.#ids = new Map([...derived, ...named]);
  }

  /** `from` is the state that a transition is written in; undefined for the machine’s own. */
  resolve(target: unknown, path: string, from: string | undefined): string | undefined {
    const [only, ...others] = Array.isArray(target) ? (target as unknown[]) : [target];
    if (others.length > 0) {
      return this.reading.refuse(path, 'A transition to several states has no equivalent in a definition; name one.');
    }
    if (typeof only !== 'string') return this.reading.refuse(path, 'A target must be the name of a state.');
    if (only.startsWith('#')) return this.known(this.#ids.get(only.slice(1)), only, path);
    if (from === undefined && !only.startsWith('.')) {
      return this.reading.refuse(
        path,
        `A target of the machine itself begins with a point: ${JSON.stringify(`.${only}`)}.`,
      );
    }
    const levels = levelsOf(from === undefined ? only.slice(1) : only);
    const [key = ''] = levels;
    if (levels.length > 1) {
      return this.reading.refuse(
        path,
        `${JSON.stringify(only)} names a nested state, which has no equivalent in a definition.`,
      );
    }
    return this.known(Object.hasOwn(this.states, key) ? key : undefined, key, path);
  }

  private known(key: string | undefined, name: string, path: string): string | undefined {
    if (key !== undefined) return key;
    const meant = closestName(name, Object.keys(this.states));
    const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
    return this.reading.refuse(path, `${JSON.stringify(name)} is not a state of the machine${hint || '.'}`);
  }
}

/** Names between points; a backslash takes the next character as it is. */
function levelsOf(target: string): readonly string[] {
  return target.match(/(\\.|[^.\\])+/gs)?.map((level) => level.replace(/\\(.)/gs, '$1')) ?? [''];
}

export function at(path: string, ...keys: readonly (string | number)[]): string {
  return `${path}${pointer(...keys)}`;
}
