import { checkDefinition } from '../src';
import { minimal } from './small-definition.test-support';

describe('the longest time', () => {
  it('is the sum of the timeouts on the slowest way', () => {
    const states = {
      A: { timeout: { after: 'PT1H' }, transitions: [{ target: 'B' }, { target: 'C' }] },
      B: { timeout: { after: 'PT2H', target: 'D' }, transitions: [{ target: 'D' }] },
      C: { timeout: { after: 'P1D', target: 'D' } },
      D: { final: true },
    };
    expect(checkDefinition(minimal({ states })).longestBounded).toEqual({
      ms: 25 * 3_600_000,
      iso: 'P1DT1H',
      path: ['A', 'C', 'D'],
    });
  });

  it('counts a loop that its guard limits', () => {
    const states = {
      A: { timeout: { after: 'PT1M', target: 'Z' }, transitions: [{ target: 'B' }] },
      B: {
        timeout: { after: 'PT10M', target: 'Z' },
        transitions: [{ target: 'A', guard: "visits('A') < 3 && channel == 'voice'" }],
      },
      Z: { final: true },
    };
    const report = checkDefinition(minimal({ states }));
    expect(report.longestBounded).toEqual({
      ms: 33 * 60_000,
      iso: 'PT33M',
      path: ['A', 'B', 'A', 'B', 'A', 'B', 'Z'],
    });
  });

  it('counts months at their longest', () => {
    const states = { A: { timeout: { after: 'P1M', target: 'B' } }, B: { final: true } };
    expect(checkDefinition(minimal({ states })).longestBounded).toMatchObject({ iso: 'P31D', path: ['A', 'B'] });
  });

  it('does not exist where a loop has no limit', () => {
    const states = {
      A: { timeout: { after: 'PT1M', target: 'Z' }, transitions: [{ target: 'B' }] },
      B: { timeout: { after: 'PT1M', target: 'A' }, transitions: [{ target: 'Z' }] },
      Z: { final: true },
    };
    const report = checkDefinition(minimal({ states }));
    expect(report.unboundedCycle).toEqual(['A', 'B', 'A']);
    expect(report).not.toHaveProperty('longestBounded');
  });

  it('does not exist where a journey can wait for ever', () => {
    const report = checkDefinition(minimal());
    expect(report).toMatchObject({ valid: true, unboundedStates: ['A'] });
    expect(report).not.toHaveProperty('longestBounded');
  });

  it('is not searched for without end', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `S${i}`);
    const transitions = ids.map((target) => ({ target, guard: `visits('${target}') < 9` }));
    const states = Object.fromEntries(
      ids.map((id) => [id, { timeout: { after: 'PT1M', target: 'END' }, transitions }]),
    );
    const report = checkDefinition(minimal({ initial: 'S0', states: { ...states, END: { final: true } } }));
    expect(report).toMatchObject({ valid: true });
    expect(report).not.toHaveProperty('longestBounded');
  });
});
