import { Controller, Get, Inject } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { READ_MODEL_QUERIES, type ProjectionStatus, type ReadModelQueries } from '@ledger/projections';
import { OPERATIONS_CALLS } from './operations.api';
import { lagOf } from './projection-lag';

interface ProjectionRow extends ProjectionStatus {
  /** Events of the ledger that are not applied yet; null where positions cannot be counted. */
  readonly lag: number | null;
}

/** How far each read model is. */
@Controller('v1/projections')
export class ProjectionsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODEL_QUERIES) private readonly queries: ReadModelQueries,
  ) {}

  @Get()
  @OPERATIONS_CALLS.projections
  async list(): Promise<{ readonly projections: readonly ProjectionRow[] }> {
    const [head, projections] = await Promise.all([this.store.lastPosition(), this.queries.projectionStatus()]);
    return { projections: projections.map((status) => ({ ...status, lag: lagOf(head, status.position) })) };
  }
}
