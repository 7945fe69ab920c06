import { Type } from '@sinclair/typebox';
import type { AsOf } from '@ledger/command-handling';
import * as field from '../http/fields';
import { instant } from '../http/instants';
import { queryOf } from '../http/paged-query';
import { validationProblem } from '../http/problem';
import type { Given } from '../http/validated';

/** Which past of a journey is asked for; at most one. */
export const AsOfQuery = queryOf({
  asOfRevision: Type.Optional(field.revision('The journey at this revision.', 0)),
  asOf: Type.Optional(field.instant('The journey as the ledger knew it at this time, by the time of recording.')),
  asOccurred: Type.Optional(field.instant('The journey as it had happened by this time, by business time.')),
});
export type AsOfQuery = Given<typeof AsOfQuery>;

/** The past that a query asks for; undefined for the present. */
export function asOfOf({ asOfRevision, asOf, asOccurred }: AsOfQuery): AsOf | undefined {
  const given = [asOfRevision, asOf, asOccurred].filter((value) => value !== undefined);
  if (given.length > 1)
    throw validationProblem('asOfRevision, asOf and asOccurred exclude each other; send one of them.');
  if (asOfRevision !== undefined) return { revision: BigInt(asOfRevision) };
  if (asOf !== undefined) return { recorded: instant(asOf) };
  return asOccurred === undefined ? undefined : { occurred: instant(asOccurred) };
}
