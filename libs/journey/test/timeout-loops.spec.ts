import * as fc from 'fast-check';
import { checkDefinition } from '../src';
import { minimal } from './small-definition.test-support';

type States = Record<string, object>;

const loopsOf = (states: States): readonly (readonly [string, string])[] =>
  checkDefinition(minimal({ states }))
    .errors.filter(({ code }) => code === 'TIMEOUT_LOOP')
    .map(({ path, message }) => [path, message]);

const timesOut = (target?: string, ...ways: string[]): object => ({
  timeout: { after: 'PT1M', ...(target === undefined ? {} : { target }) },
  transitions: ways.map((way) => ({ target: way })),
});

describe('timeouts that lead round', () => {
  it('are refused where a state times out into itself, with what would be right', () => {
    expect(loopsOf({ A: timesOut('A', 'B'), B: { final: true } })).toEqual([
      [
        '/states/A/timeout/target',
        'The timeout of "A" leads back into it, so a journey would time out for ever; give it another target.',
      ],
    ]);
  });

  it('are refused where ABORT_TIMEOUT leaves its target out, which would be itself', () => {
    const states = { A: timesOut(undefined, 'B'), B: { final: true }, ABORT_TIMEOUT: timesOut(undefined, 'B') };
    expect(loopsOf(states).map(([path]) => path)).toEqual(['/states/ABORT_TIMEOUT/timeout']);
  });

  it('are refused where a chain of nothing but timeouts closes, once for each loop', () => {
    const states = {
      A: timesOut('B', 'E'),
      B: timesOut('C', 'E'),
      C: timesOut('B', 'E'),
      D: timesOut('D', 'E'),
      E: { transitions: [{ target: 'D' }, { target: 'F' }] },
      F: { final: true },
    };
    expect(loopsOf(states)).toEqual([
      [
        '/states/B/timeout/target',
        'The timeouts form a loop, "B" -> "C" -> "B", so a journey would time out for ever; give one of them a target outside it.',
      ],
      ['/states/D/timeout/target', expect.stringContaining('leads back into it')],
    ]);
  });

  it('are refused through ABORT_TIMEOUT, which stands for a target that is left out', () => {
    const states = { A: timesOut(undefined, 'B'), B: { final: true }, ABORT_TIMEOUT: timesOut('A', 'B') };
    expect(loopsOf(states).map(([path]) => path)).toEqual(['/states/A/timeout']);
  });

  it('are valid if one step of the loop is a transition', () => {
    expect(loopsOf({ A: timesOut('B', 'C'), B: { transitions: [{ target: 'A' }] }, C: { final: true } })).toEqual([]);
  });

  it('are lawful where two states time out into one', () => {
    expect(loopsOf({ A: timesOut('C', 'B'), B: timesOut('C'), C: timesOut('D'), D: { final: true } })).toEqual([]);
  });

  it('are refused exactly where following the timeouts comes back to a state', () => {
    const ids = ['A', 'B', 'C', 'D', 'E'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ids, 'END'), { minLength: 5, maxLength: 5 }), (targets) => {
        const states: States = { END: { final: true } };
        ids.forEach(
          (id, index) => (states[id] = timesOut(targets[index], ...ids.filter((other) => other !== id), 'END')),
        );
        const comesBack = ids.some((id) => {
          let at = id;
          for (let step = 0; step < ids.length; step++) {
            at = targets[ids.indexOf(at)] ?? 'END';
            if (at === 'END') return false;
            if (at === id) return true;
          }
          return false;
        });
        expect(loopsOf(states).length > 0).toBe(comesBack);
      }),
    );
  });
});
