import { Controller, Get, Query } from '@nestjs/common';
import type { OpenDeadline } from '@ledger/projections';
import { InstantField } from '../http/fields';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { pageSize, PagedQuery } from '../journeys/journey-search.query';
import { OPERATIONS_CALLS } from '../monitoring/monitoring.api';

class DeadlinesQuery extends PagedQuery {
  @InstantField({ description: 'Only deadlines at or before this instant.', optional: true })
  dueBy?: string;
}

type DeadlineRow = Omit<OpenDeadline, 'tenant' | 'enteredRevision'> & { readonly enteredRevision: number };

interface DeadlinePage {
  readonly deadlines: readonly DeadlineRow[];
  readonly nextCursor?: string;
}

/** Open deadlines, earliest first. */
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(private readonly readModels: ReadModelAccess) {}

  @Get()
  @OPERATIONS_CALLS.deadlines
  async list(
    @Incoming() { tenant, ...call }: IncomingCall,
    @Query(query(DeadlinesQuery, ['limit'])) asked: DeadlinesQuery,
  ): Promise<DeadlinePage> {
    const dueBy = asked.dueBy === undefined ? undefined : instant(asked.dueBy);
    const { rows, nextCursor } = await this.readModels.ask({ tenant, ...call }, asked.atLeast, (models) =>
      models.deadlines({ tenant, dueBy, cursor: asked.cursor, limit: pageSize(asked) }),
    );
    const deadlines = rows.map(({ tenant: _, enteredRevision, ...row }) => ({
      ...row,
      enteredRevision: Number(enteredRevision),
    }));
    return nextCursor === undefined ? { deadlines } : { deadlines, nextCursor };
  }
}
