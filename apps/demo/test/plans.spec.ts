import { checkDefinition } from '@ledger/journey';
import { DEMO_VERSIONS } from '../src/definitions';
import { Plans, STORIES, type Plan } from '../src/plans';

const some = (seed: number): readonly Plan[] => {
  const plans = new Plans(seed);
  return Array.from({ length: 300 }, () => plans.next());
};

describe('The plans of the demo', () => {
  it('are the same for a seed, and others for another', () => {
    expect(some(1)).toEqual(some(1));
    expect(some(2).map(({ story }) => story)).not.toEqual(some(1).map(({ story }) => story));
  });

  it('tell every story, and repeat some commands', () => {
    const plans = some(1);
    expect(new Set(plans.map(({ story }) => story))).toEqual(new Set(Object.keys(STORIES)));
    expect(plans.some(({ steps }) => steps.some(({ repeated }) => repeated === true))).toBe(true);
    expect(new Set(plans.map(({ sessionId }) => sessionId)).size).toBe(plans.length);
  });

  it.each(DEMO_VERSIONS.map((document) => [document.version, document] as const))(
    'run version %i of a definition without a finding',
    (_version, document) => {
      const { errors, warnings } = checkDefinition(document);
      expect([errors, warnings]).toEqual([[], []]);
    },
  );
});
