import { checkDefinition, type DefinitionDocument } from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { examples } from '@ledger/runtime/testing';
import fc from 'fast-check';
import { type AnyMachineSnapshot, createMachine, getInitialSnapshot, getNextSnapshot } from 'xstate';
import { definitionOfMachine, xstateMachine } from '../src';
import { anyDefinition, anyFlags, type Flags, FLAGS, Journey, type Move, MOVES } from './definitions.test-support';

type Machine = ReturnType<typeof machineOf>;

function machineOf(document: DefinitionDocument, flags: Flags) {
  const guards = Object.fromEntries(FLAGS.map((flag) => [`context.${flag}`, () => flags[flag]]));
  // As it would be read from a file.
  const config = JSON.parse(JSON.stringify(xstateMachine(document))) as Parameters<typeof createMachine>[0];
  return createMachine(config).provide({ guards });
}

/** States that XState enters if the same is asked of it; none if the move is not legal there. */
function theirs(machine: Machine, snapshot: AnyMachineSnapshot, move: Move): readonly AnyMachineSnapshot[] {
  const types = new Set(machine.events.filter((type) => !type.startsWith('xstate.')));
  const asked =
    move.by === 'event'
      ? [move.event]
      : move.by === 'target'
        ? [...types]
        : machine.events.filter((type) => new RegExp(`^xstate\\.after\\.\\d+\\.`).test(type));
  const legal = asked.filter((type) => snapshot.status === 'active' && snapshot.can({ type }));
  const next = legal.map((type) => getNextSnapshot(machine, snapshot, { type }) as AnyMachineSnapshot);
  return move.by === 'target' ? next.filter(({ value }) => value === move.target) : next;
}

describe('a definition as a machine of XState', () => {
  it('has every legal move of ours, and no other, wherever a walk leads', () => {
    const walk = fc.array(fc.nat({ max: 100 }), { maxLength: 8 });
    let moves = 0;
    fc.assert(
      fc.property(anyDefinition, anyFlags, walk, (document, given, choices) => {
        const machine = machineOf(document, given);
        let journey = Journey.start(document, given);
        let snapshot = getInitialSnapshot(machine) as AnyMachineSnapshot;
        for (const choice of choices) {
          const legal: (readonly [Journey, AnyMachineSnapshot])[] = [];
          for (const move of MOVES) {
            const ours = journey.moved(move);
            const found = theirs(machine, snapshot, move);
            const where = { from: journey.stateId, move };
            expect({ ...where, to: [...new Set(found.map(({ value }) => value as string))] }).toEqual({
              ...where,
              to: ours === undefined ? [] : [ours.stateId],
            });
            if (ours !== undefined && found[0] !== undefined) legal.push([ours, found[0]]);
          }
          const next = legal[choice % Math.max(legal.length, 1)];
          if (next === undefined) break;
          [journey, snapshot] = next;
          moves += 1;
        }
      }),
      { numRuns: examples(1) },
    );
    expect(moves).toBeGreaterThan(100);
  });

  it('gives the definition back', () => {
    fc.assert(
      fc.property(anyDefinition, (document) => {
        const machine: unknown = JSON.parse(JSON.stringify(xstateMachine(document)));
        const back = definitionOfMachine(machine);
        expect(back).toEqual({ ok: true, document, leftOut: [] });
      }),
      { numRuns: examples(2) },
    );
  });
});

describe('a machine of XState as a definition', () => {
  const A = { on: { GO: 'B' } };
  const machine = { id: 'M', initial: 'A', states: { A, B: { type: 'final' } } };
  const state = (more: object): object => ({ ...machine, states: { ...machine.states, A: { ...A, ...more } } });

  it('reads what people write by hand', () => {
    const written = {
      $schema: 'https://example.com/xstate.json',
      id: 'refund',
      version: '2',
      type: 'compound',
      context: { amount: 0, note: null },
      initial: { target: 'asked' },
      on: { CANCEL: '.cancelled' },
      states: {
        asked: {
          on: { PAY: { target: '#bank', guard: { type: 'context.amount > 0' } }, 'to cancelled': 'cancelled' },
          after: { 90000: 'cancelled' },
          entry: [],
          tags: ['open'],
        },
        paid: { id: 'bank', type: 'final', description: 'Money is back' },
        cancelled: { on: { AGAIN: [{ target: '#refund.asked', description: 'try again' }] } },
      },
    };
    const read = definitionOfMachine(written);
    expect(read).toEqual({
      ok: true,
      document: {
        id: 'refund',
        version: 2,
        initial: 'asked',
        states: {
          asked: {
            timeout: { after: 'PT1M30S', target: 'cancelled' },
            transitions: [{ target: 'paid', event: 'PAY', guard: 'context.amount > 0' }, { target: 'cancelled' }],
          },
          paid: { title: 'Money is back', final: true },
          // The machine's own CANCEL leads back into the state as well.
          cancelled: {
            transitions: [
              { target: 'asked', event: 'AGAIN' },
              { target: 'cancelled', event: 'CANCEL' },
            ],
          },
        },
        anyState: { transitions: [{ target: 'cancelled', event: 'CANCEL' }] },
        context: {
          type: 'object',
          properties: { amount: { type: 'number', default: 0 }, note: { default: null } },
        },
      },
      leftOut: ['/$schema', '/states/asked/tags', '/states/cancelled/on/AGAIN/0/description'],
    });
    expect(read.ok && checkDefinition(read.document).errors).toEqual([]);
  });

  it.each([
    ['parallel states', { ...machine, type: 'parallel' }, '/type', /Parallel states have no equivalent/],
    ['a parallel state', state({ type: 'parallel' }), '/states/A/type', /Parallel states/],
    ['nested states', state({ states: { X: {} } }), '/states/A/states', /Nested states have no equivalent/],
    ['a history state', state({ type: 'history' }), '/states/A/type', /history state/],
    ['entry actions', state({ entry: ['ring'] }), '/states/A/entry', /Actions have no equivalent/],
    ['exit actions', state({ exit: 'ring' }), '/states/A/exit', /Actions have no equivalent/],
    ['invoked actors', state({ invoke: { src: 'pay' } }), '/states/A/invoke', /Invoked actors/],
    ['transitions without an event', state({ always: 'B' }), '/states/A/always', /always/],
    ['onDone', state({ onDone: 'B' }), '/states/A/onDone', /onDone/],
    ['an output', state({ output: { x: 1 } }), '/states/A/output', /outcome/],
    [
      'members that XState does not have',
      state({ timeout: 'PT1M' }),
      '/states/A/timeout',
      /"timeout" has no equivalent/,
    ],
    [
      'actions of a transition',
      state({ on: { GO: { target: 'B', actions: 'x' } } }),
      '/states/A/on/GO/actions',
      /Actions/,
    ],
    [
      'guards with parameters',
      state({ on: { GO: { target: 'B', guard: { type: 'over', params: { n: 1 } } } } }),
      '/states/A/on/GO/guard',
      /parameters/,
    ],
    [
      'a guard of XState 4',
      state({ on: { GO: { target: 'B', cond: 'x' } } }),
      '/states/A/on/GO/cond',
      /XState 5 writes "guard"/,
    ],
    ['names that no event has', state({ on: { 'a/b': 'B' } }), '/states/A/on/a~1b', /not a name of an event/],
    [
      'unknown states',
      state({ on: { GO: ['BB'] } }),
      '/states/A/on/GO/0',
      /"BB" is not a state of the machine; did you mean "B"/,
    ],
    ['nested targets', state({ on: { GO: 'B.x' } }), '/states/A/on/GO', /nested/],
    ['several targets', state({ on: { GO: { target: ['A', 'B'] } } }), '/states/A/on/GO/target', /several states/],
    ['targets of the machine without a point', { ...machine, on: { X: 'B' } }, '/on/X', /begins with a point: ".B"/],
    ['wildcards', state({ on: { '*': 'B' } }), '/states/A/on/*', /wildcard/],
    ['a return that enters nothing', state({ on: { GO: 'A' } }), '/states/A/on/GO', /"reenter": true/],
    ['a transition without a target', state({ on: { GO: [{}, 'B'] } }), '/states/A/on/GO/0', /without a target/],
    [
      'an event that one state ends',
      { ...state({ on: { X: {} } }), on: { X: '.B' } },
      '/states/A/on/X',
      /ends the event "X"/,
    ],
    ['two delays', state({ after: { 1000: 'B', 2000: 'B' } }), '/states/A/after', /one timeout/],
    ['named delays', state({ after: { SOON: 'B' } }), '/states/A/after/SOON', /milliseconds/],
    [
      'guarded delays',
      state({ after: { 1000: { target: 'B', guard: 'x' } } }),
      '/states/A/after/1000/guard',
      /no guard/,
    ],
    ['delays of the machine', { ...machine, after: { 1000: '.B' } }, '/after', /timeout to each state/],
    [
      'ways out of a final state',
      { ...machine, states: { ...machine.states, B: { type: 'final', on: { GO: 'A' } } } },
      '/states/B/on',
      /never left/,
    ],
    ['a machine without an id', { ...machine, id: undefined }, '/id', /no id/],
    ['an id that is not a text', { ...machine, id: {} }, '/id', /must be a text/],
    ['a machine without an initial state', { ...machine, initial: undefined }, '/initial', /initial state/],
    ['a machine without states', { id: 'M' }, '/states', /must be a JSON object/],
    ['a list', [], '', /must be a JSON object/],
    [
      'a changed context',
      { ...machine, context: { n: 2 }, meta: { journey: { context: { properties: { n: { default: 1 } } } } } },
      '/context',
      /differs from the defaults/,
    ],
  ])('refuses %s by name and place', (_, given, path, message) => {
    const read = definitionOfMachine(JSON.parse(JSON.stringify(given)));
    expect(read).toEqual({ ok: false, problems: [{ path, message: expect.stringMatching(message) }] });
  });

  it('refuses an id that is not a text also where the definition is named', () => {
    const read = definitionOfMachine({ ...machine, id: Object.create(null) as unknown }, { id: 'X' });
    expect(read).toEqual({ ok: false, problems: [{ path: '/id', message: expect.stringMatching(/must be a text/) }] });
  });

  it('does not fail on any JSON, and gives only what the check can read', () => {
    const word = fc.constantFrom(
      'id',
      'initial',
      'states',
      'on',
      'after',
      'type',
      'meta',
      'journey',
      'target',
      'guard',
      'A',
      '.A',
      '#A',
      'final',
      '__proto__',
    );
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        word,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(word, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const read = definitionOfMachine(value, { id: 'X' });
        if (read.ok) checkDefinition(read.document);
        else expect(read.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: examples(2) },
    );
  });

  it('reads the shipped payment call as it was', () => {
    const text = JSON.stringify(xstateMachine(paymentCallDocument));
    expect(definitionOfMachine(JSON.parse(text))).toEqual({ ok: true, document: paymentCallDocument, leftOut: [] });
  });
});
