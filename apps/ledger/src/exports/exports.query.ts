import type { CsvFormulas } from '@ledger/exchange';
import {
  BomField,
  ChoiceField,
  FormulasField,
  InstantField,
  NameField,
  SessionIdField,
  VersionField,
} from '../http/fields';
import { instant } from '../http/instants';
import { ReadModelQuery } from '../journeys/journey-search.query';
import type { ExportFilter } from '@ledger/projections';

/** Which journeys are exported: the same for all formats. A journey is exported whole. */
export class ExportQuery extends ReadModelQuery {
  @NameField({ description: 'Definition that the journey runs.', example: 'CustomerJourneyState', optional: true })
  definitionId?: string;

  @VersionField({ description: 'Version of that definition.', example: 1, optional: true })
  version?: number;

  @NameField({ description: 'Channel that the journey is on.', example: 'voice', optional: true })
  channel?: string;

  @InstantField({ description: 'Only journeys that started at or after this instant.', optional: true })
  from?: string;

  @InstantField({ description: 'Only journeys that started before this instant.', optional: true })
  to?: string;

  @NameField({ description: 'State that the journey is in.', example: 'COMPLETED', optional: true })
  state?: string;

  @ChoiceField({ description: 'How the journey stands.', of: ['ACTIVE', 'COMPLETED', 'TIMED_OUT'], optional: true })
  status?: 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT';

  @NameField({ description: 'Customer, as the caller knows them.', optional: true })
  customerId?: string;

  @SessionIdField({ description: 'This one journey.', example: 'call-4711', optional: true })
  sessionId?: string;
}

/** As the others, and how the table is written. */
export class CsvExportQuery extends ExportQuery {
  @BomField
  bom?: 'true' | 'false';

  @FormulasField
  formulas?: CsvFormulas;
}

/** The query as the read models take it. */
export function exportFilterOf(tenant: string, query: ExportQuery): ExportFilter {
  const { definitionId, version, channel, from, to, state, status, customerId, sessionId } = query;
  return {
    tenant,
    definitionId,
    version,
    channel,
    from: from === undefined ? undefined : instant(from),
    to: to === undefined ? undefined : instant(to),
    state,
    status,
    customerId,
    sessionId,
  };
}
