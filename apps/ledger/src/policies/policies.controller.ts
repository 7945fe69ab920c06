import { Controller, Get, Inject, Query } from '@nestjs/common';
import { defined } from '@ledger/plain-data';
import { POLICY_QUERIES, type PolicyQueries } from '@ledger/projections';
import { keysOf, Noting, type NoteRead } from '../accesses/what-was-read';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { pageOf, pageSize, type Page } from '../http/paged-query';
import { periodOf } from '../http/period';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import type { Given } from '../http/validated';
import { POLICY_CALLS } from './policies.api';
import { PolicyViolationSearch, type PolicyViolation } from './policy.schemas';
import { sightOf } from '../access/credential-bounds';

@Controller('v1/policies')
export class PoliciesController {
  constructor(
    private readonly readModels: ReadModelAccess,
    @Inject(POLICY_QUERIES) private readonly queries: PolicyQueries,
  ) {}

  @Get('violations')
  @POLICY_CALLS.violations
  async violations(
    @Incoming() call: IncomingCall,
    @Query(query(PolicyViolationSearch)) asked: Given<typeof PolicyViolationSearch>,
    @Noting() note: NoteRead,
  ): Promise<Page<'violations', PolicyViolation>> {
    const { atLeast, limit: _, from, to, ...filters } = asked;
    const period = defined(periodOf(defined({ from, to })));
    const search = { ...filters, ...period, sight: sightOf(call), limit: pageSize(asked) };
    const { rows, nextCursor } = await this.readModels.ask(call, atLeast, () => this.queries.violations(search));
    note({ sessionIds: keysOf(rows), count: rows.length });
    return pageOf('violations', rows, nextCursor);
  }
}
