import { Type } from '@sinclair/typebox';
import { JOURNEY_STATUSES } from '@ledger/journey';
import type { ExportFilter, Sight } from '@ledger/projections';
import * as field from '../http/fields';
import { queryOf, READ_MODEL_QUERY } from '../http/paged-query';
import { periodOf } from '../http/period';
import type { Given } from '../http/validated';

/** Which journeys are exported: the same for all formats. A journey is exported whole. */
const EXPORT = {
  ...READ_MODEL_QUERY,
  definitionId: Type.Optional(field.name('Only journeys of this definition.', 'CustomerJourneyState')),
  version: Type.Optional(field.version('Only this version of the definition.', 1)),
  channel: Type.Optional(field.name('Only this channel.', 'voice')),
  from: Type.Optional(field.instant('Only journeys that started at or after this time.')),
  to: Type.Optional(field.instant('Only journeys that started before this time.')),
  state: Type.Optional(field.name('Only journeys that are in this state.', 'COMPLETED')),
  status: Type.Optional(field.choice(JOURNEY_STATUSES, 'Only journeys with this status.')),
  customerId: Type.Optional(field.name('Only this customer.')),
  sessionId: Type.Optional(field.sessionId('Only this journey.', 'call-4711')),
};

export const ExportQuery = queryOf(EXPORT);
export type ExportQuery = Given<typeof ExportQuery>;

/** As the others, and how the file is written. */
export const CsvExportQuery = queryOf({ ...EXPORT, ...field.CSV_STYLE });

export function exportFilterOf(sight: Sight, { from, to, atLeast: _, ...filter }: ExportQuery): ExportFilter {
  return { sight, ...filter, ...periodOf({ from, to }) };
}
