import { currentStateProjection } from './current-state.projection';
import { definitionsProjection } from './definitions.projection';
import { escalationsProjection } from './escalations.projection';
import { journeyAliasesProjection } from './journey-aliases.projection';
import type { JourneyBatch } from './journey-batch';
import { journeyCountsProjection } from './journey-counts.projection';
import { openDeadlinesProjection } from './open-deadlines.projection';
import { operationsProjection } from './operations.projection';
import { policyViolationsProjection } from './policy-violations.projection';
import { policyWatchProjection } from './policy-watch.projection';
import type { Projection } from '../delivery/projection';
import { refusalsProjection } from './refusals.projection';
import { stateVisitsProjection } from './state-visits.projection';
import { timelineProjection } from './timeline.projection';
import { timeoutRulesProjection } from './timeout-rules.projection';

/**
 * All read models, in the order in which a batch is applied; what each needs is in its `after`. Of those that are free to
 * stand anywhere, the ones that look something up come before those that write the most: a remote database is busy with
 * that while the next batch is prepared. They share one pass over the ledger and move together.
 */
export const readModelProjections: readonly Projection<JourneyBatch>[] = [
  definitionsProjection,
  timeoutRulesProjection,
  currentStateProjection,
  journeyCountsProjection,
  refusalsProjection,
  journeyAliasesProjection,
  openDeadlinesProjection,
  timelineProjection,
  policyViolationsProjection,
  policyWatchProjection,
  stateVisitsProjection,
  escalationsProjection,
  operationsProjection,
];
