import { instant } from './instants';
import { validationProblem } from './problem';

interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** A period of a query, in UTC with milliseconds; one that ends before it begins is a mistake and no empty answer. */
export function periodOf({ from, to }: Period): { readonly from: string | undefined; readonly to: string | undefined } {
  const period = { from: from && instant(from), to: to && instant(to) };
  if (period.from === undefined || period.to === undefined || period.from < period.to) return period;
  throw validationProblem(`from must be before to; you sent from ${from} and to ${to}.`);
}
