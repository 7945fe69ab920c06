import { FlagField } from '../http/fields';

/** What may be said when asking for a rebuild. */
export class RebuildBody {
  @FlagField({
    description: 'Whether to switch even where live rows differ from what the ledger gives.',
    optional: true,
  })
  acceptMismatch?: boolean;
}
