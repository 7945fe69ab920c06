import { Readable } from 'node:stream';
import { checkDefinition } from '@ledger/journey';
import fc from 'fast-check';
import { DiscoveredLog, discoverDefinition, withValidStateIds, type Discovery, type LogItem } from '../src';

/** Discovers what cases that visit these states, one letter a state, look like. */
async function discovered(cases: readonly (readonly string[])[], options: object = {}): Promise<Discovery> {
  const items: LogItem[] = cases.flatMap((states, index) =>
    states.map((activity, place) => ({
      event: {
        ...{ caseId: String(index), activity, place, attributes: {}, caseAttributes: {} },
        occurredAt: `2026-01-01T00:00:0${place}.000Z`,
      },
    })),
  );
  const log = new DiscoveredLog();
  for await (const item of withValidStateIds(Readable.from(items), { escapeStates: true })) {
    if ('event' in item) log.add(item.event);
  }
  return discoverDefinition(log, { id: 'Log', ...options });
}

/** As it is published: as JSON text. */
const errorsOf = ({ document }: Discovery): unknown => checkDefinition(JSON.stringify(document)).errors;

describe('a definition that is discovered', () => {
  it('can be published after a duplicated last row: a state that only repeats itself is final', async () => {
    const discovery = await discovered([['A', 'B', 'B']]);
    expect(errorsOf(discovery)).toEqual([]);
    expect(discovery.document.states['B']).toEqual({ final: true });
    expect(discovery.edges).toContainEqual({ from: 'B', to: 'B', count: 1, kept: false, leftOut: 'final' });
  });

  it('ends cases in the states that are named as final, and leaves out what follows', async () => {
    const discovery = await discovered(
      [
        ['A', 'B', 'C', 'B'],
        ['A', 'B'],
      ],
      { final: ['B'] },
    );
    expect(errorsOf(discovery)).toEqual([]);
    expect(discovery.document.states).toEqual({
      OPENED: { transitions: [{ target: 'A' }] },
      A: { transitions: [{ target: 'B' }] },
      B: { final: true },
    });
    expect(discovery.droppedStates).toEqual(['C']);
    expect(discovery.edges.filter(({ kept }) => !kept)).toEqual([
      { from: 'B', to: 'C', count: 1, kept: false, leftOut: 'final' },
      { from: 'C', to: 'B', count: 1, kept: false, leftOut: 'unreachable' },
    ]);
  });

  it('says where cases end, most of them first', async () => {
    const { ends } = await discovered([['A', 'B'], ['A', 'B'], ['A'], ['A', 'B', 'C']]);
    expect(ends).toEqual([
      { stateId: 'B', cases: 2, isFinal: false },
      { stateId: 'A', cases: 1, isFinal: false },
      { stateId: 'C', cases: 1, isFinal: true },
    ]);
  });

  it.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty'])(
    'can be published where a state is called %s',
    async (name) => {
      const discovery = await discovered([['A', name, 'B', name]]);
      expect(errorsOf(discovery)).toEqual([]);
      const isReserved = ['constructor', '__proto__', 'prototype'].includes(name);
      const titles = Object.values(discovery.document.states).map(({ title }) => title);
      expect(titles.includes(name)).toBe(isReserved);
    },
  );

  it('can be published whatever the log shows', async () => {
    const state = fc.constantFrom('A', 'B', 'C', 'constructor', '-1', '__proto__');
    const log = fc.array(fc.array(state, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        log,
        fc.integer({ min: 1, max: 2 }),
        fc.subarray(['A', 'B']),
        async (cases, threshold, final) => {
          const discovery = await discovered(cases, { threshold, final });
          // A threshold may cut everything off from the start; then there is no process, and the check says so.
          const isCutOff = !discovery.edges.some(({ from, kept }) => kept && from === discovery.document.initial);
          if (!isCutOff) expect(errorsOf(discovery)).toEqual([]);
        },
      ),
    );
  });
});
