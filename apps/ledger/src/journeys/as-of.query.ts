import type { AsOf } from '@ledger/command-handling';
import { InstantField, RevisionField } from '../http/fields';
import { instant } from '../http/instants';
import { validationProblem } from '../http/problem';

/** Which past of a journey is asked for; at most one. */
export class AsOfQuery {
  @RevisionField({ description: 'The journey as it stood at this revision.', example: 0, optional: true })
  asOfRevision?: number;

  @InstantField({
    description: 'The journey as the ledger knew it at this instant, by the time of recording.',
    optional: true,
  })
  asOf?: string;

  @InstantField({ description: 'The journey as it had happened by this instant, by business time.', optional: true })
  asOccurred?: string;
}

/** The past that a query asks for; undefined for the present. */
export function asOfOf({ asOfRevision, asOf, asOccurred }: AsOfQuery): AsOf | undefined {
  const given = [asOfRevision, asOf, asOccurred].filter((value) => value !== undefined);
  if (given.length > 1) throw validationProblem('Only one of asOfRevision, asOf and asOccurred should be given.');
  if (asOfRevision !== undefined) return { revision: BigInt(asOfRevision) };
  if (asOf !== undefined) return { recorded: instant(asOf) };
  return asOccurred === undefined ? undefined : { occurred: instant(asOccurred) };
}
