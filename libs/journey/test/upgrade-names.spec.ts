import {
  compileDefinition,
  decide,
  fold,
  lineageOf,
  type CompiledDefinition,
  type DefinitionDocument,
  type JourneyState,
} from '../src';
import { NOW } from './payment-call.test-support';

const to = (...targets: readonly string[]) => ({ transitions: targets.map((target) => ({ target })) });
const closed = (properties: object) => ({ type: 'object', additionalProperties: false, properties });
const kept = { note: { type: 'string' } };

/** A and B change their names, one after the other, and a property is dropped on the way. */
const versions: readonly DefinitionDocument[] = [
  {
    ...{ id: 'Names', version: 1, initial: 'A' },
    states: { A: to('B'), B: to('A', 'END'), END: { final: true } },
    context: closed({ ...kept, legacy: { type: 'boolean' } }),
  },
  {
    ...{ id: 'Names', version: 2, initial: 'T' },
    states: { T: to('B'), B: to('T', 'END'), END: { final: true } },
    context: closed(kept),
    upgrade: { states: { A: 'T' }, drop: ['legacy'] },
  },
  {
    ...{ id: 'Names', version: 3, initial: 'T' },
    states: { T: to('A'), A: to('T', 'END'), END: { final: true } },
    context: closed({ ...kept, legacy: { type: 'string', default: 'no' } }),
    upgrade: { when: 'resume', states: { B: 'A' } },
  },
];
const compiled = (version: number): CompiledDefinition => {
  const document = versions[version - 1]!;
  const lineage = lineageOf(document, versions);
  return { ...compileDefinition(document), ...(lineage && { lineage }) };
};

/** Where a journey is, was, has been how often, and what it has, after a migration from each version to the next one listed. */
function migrated(by: readonly string[], path: readonly number[]): JourneyState {
  const [first = 1, ...rest] = path;
  let definition = compiled(first);
  let state: JourneyState | undefined;
  const take = (command: object, migrateTo?: CompiledDefinition): void => {
    const decision = decide({ sessionId: 's', now: NOW, ...command } as never, state, definition, {
      ...(migrateTo && { migrateTo }),
    });
    if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
    const revision = (state?.revision ?? -1n) + 1n;
    state = fold(
      decision.events.map((event) => ({ ...event, revision, occurredAt: NOW })),
      state,
    )!;
  };
  take({ type: 'StartJourney', commandId: 'c', context: first === 1 ? { note: 'n', legacy: true } : { note: 'n' } });
  by.forEach((targetStateId, index) => take({ type: 'TransitionJourney', targetStateId, commandId: `c${index}` }));
  for (const version of rest) {
    const target = compiled(version);
    take({ type: 'MigrateJourney', toVersion: version, reason: 'test', commandId: `m${version}` }, target);
    definition = target;
  }
  return state!;
}

describe('names that changed and were given to others', () => {
  it.each([
    [['B'], { stateId: 'A', previousStateId: 'T' }, { A: 1, T: 1 }],
    [['B', 'A'], { stateId: 'T', previousStateId: 'A' }, { A: 1, T: 2 }],
    [['B', 'A', 'B', 'A'], { stateId: 'T', previousStateId: 'A' }, { A: 2, T: 3 }],
  ] as const)('lead a journey that went %j to the same at once as step by step', (by, place, visits) => {
    for (const path of [
      [1, 3],
      [1, 2, 3],
    ]) {
      const state = migrated(by, path);
      expect(state).toMatchObject(place);
      expect(state.context).toEqual({ note: 'n' });
    }
    expect(Object.fromEntries(migrated(by, [1, 3]).visits)).toMatchObject(visits);
  });

  it.each([
    [['B'], { stateId: 'B', previousStateId: 'A' }],
    [['B', 'A'], { stateId: 'A', previousStateId: 'B' }],
  ] as const)('lead one that went %j back to where it was', (by, place) => {
    expect(migrated(by, [1, 3, 1])).toMatchObject(place);
    expect(migrated(by, [1, 2, 3, 1])).toMatchObject(place);
  });
});
