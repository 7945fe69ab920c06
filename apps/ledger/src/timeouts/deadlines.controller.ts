import { Controller, Get, Query } from '@nestjs/common';
import { keysOf, Noting, type NoteRead } from '../accesses/what-was-read';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { pageOf, pageSize, type Page } from '../http/paged-query';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import type { Given } from '../http/validated';
import { DeadlinesQuery } from './timeout.bodies';
import type { Deadline } from './timeout.schemas';
import { TIMEOUT_CALLS } from './timeouts.api';
import { sightOf } from '../access/credential-bounds';

@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(private readonly readModels: ReadModelAccess) {}

  @Get()
  @TIMEOUT_CALLS.deadlines
  async list(
    @Incoming() call: IncomingCall,
    @Query(query(DeadlinesQuery)) asked: Given<typeof DeadlinesQuery>,
    @Noting() note: NoteRead,
  ): Promise<Page<'deadlines', Deadline>> {
    const dueBy = asked.dueBy === undefined ? undefined : instant(asked.dueBy);
    const { rows, nextCursor } = await this.readModels.ask(call, asked.atLeast, (models) =>
      models.deadlines({ sight: sightOf(call), dueBy, cursor: asked.cursor, limit: pageSize(asked) }),
    );
    note({ sessionIds: keysOf(rows), count: rows.length });
    const deadlines = rows.map(({ tenant: _, enteredRevision, ...row }) => ({
      ...row,
      enteredRevision: Number(enteredRevision),
    }));
    return pageOf('deadlines', deadlines, nextCursor);
  }
}
