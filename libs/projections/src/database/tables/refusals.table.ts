import { declareTable, type RowOf } from './declare-table';

/** Refused commands of journeys, by which journeys are found and refusals are counted. */
export const refusalsTable = declareTable({
  name: 'refusals',
  columns: {
    /** The journey, by its `started_position`. */
    journey_position: 'ordered',
    /** `sortablePosition` of the attempt. */
    entry_position: 'ordered',
    tenant: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    /** Where the journey was. */
    state_id: 'ordered',
    channel: 'ordered?',
    code: 'ordered',
    /** When it was refused, business time: milliseconds since 1970-01-01T00:00:00Z. */
    refused_ms: 'integer',
  },
  key: ['journey_position', 'entry_position'],
  ofJourney: 'journey_position',
  indexes: [{ columns: ['tenant', 'code', 'journey_position'] }, { columns: ['tenant', 'refused_ms'] }],
});

export type RefusalsRow = RowOf<typeof refusalsTable>;
