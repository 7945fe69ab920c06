import { COMMAND_REJECTED, type CommandRejected } from '@ledger/journey';
import { refusalsTable, type RefusalsRow } from '../database/tables/refusals.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import type { JourneyStep } from './journey-steps';

/** A row for each refused command of a journey. */
export const refusalsProjection: Projection<JourneyBatch> = {
  name: 'refusals',
  version: 1,
  categories: ['journey', 'attempt'],
  after: ['current-state'],
  tables: [refusalsTable],

  async apply(batch, tx) {
    const rows = (await batch.journeySteps(tx)).steps.flatMap(rowOf);
    if (rows.length > 0) await tx.insertAll(refusalsTable, rows);
  },
};

function rowOf({ event, after }: JourneyStep): readonly RefusalsRow[] {
  if (after === undefined || event.type !== COMMAND_REJECTED) return NONE;
  const { code } = event.data as Partial<CommandRejected>;
  return [
    {
      journey_position: after.startedPosition,
      entry_position: event.order,
      tenant: event.tenant,
      definition_id: after.state.definitionId,
      definition_version: after.state.definitionVersion,
      state_id: after.state.stateId,
      channel: after.state.channel,
      code: code ?? '',
      refused_ms: Date.parse(event.metadata.occurredAt),
    },
  ];
}

const NONE: readonly RefusalsRow[] = [];
