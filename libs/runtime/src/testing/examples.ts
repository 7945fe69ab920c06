import * as fc from 'fast-check';

/** Examples of a property that takes long: a share of how many the others try, so that longer rounds try more of it too. */
export function examples(share: number): number {
  return Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) * share);
}
