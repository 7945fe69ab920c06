import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { mayUse } from '@ledger/access';
import { GetJourneyRevisions } from '@ledger/command-handling';
import { maskedContext } from '@ledger/journey';
import { MaskedViews, withMaskedContext } from '../access/masked-views';
import { CommandGateway } from '../http/command-gateway';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { sessionIdParameter } from '../http/path-parameters';
import { journeyNotFound } from '../http/problem';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import { MOST_REVISIONS, REVISION_CALLS, RevisionsQuery, type JourneyRevisions } from './revisions.api';

@Controller('v1/journeys/:sessionId')
export class RevisionsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly gateway: CommandGateway,
    private readonly views: MaskedViews,
  ) {}

  @Get('revisions')
  @REVISION_CALLS.revisions
  async revisions(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Query(query(RevisionsQuery)) { from = 0, limit = MOST_REVISIONS, knownAt }: Given<typeof RevisionsQuery>,
  ): Promise<JourneyRevisions> {
    const read = { from, limit, knownAt: knownAt === undefined ? undefined : instant(knownAt) };
    const reading = this.queries.execute(new GetJourneyRevisions(call.tenant, sessionId, read));
    const found = await withinBudget(reading, this.gateway.budget(call));
    if (found === undefined || !mayUse(call, found.definitionId)) throw journeyNotFound(sessionId);
    const next = from + limit;
    return {
      sessionId,
      ...(await this.shown(call, sessionId, found)),
      ...(next <= found.last ? { nextFrom: next } : {}),
    };
  }

  /** The revisions as the caller may see them. */
  private async shown(call: IncomingCall, sessionId: string, found: Found): Promise<Found> {
    const { definitionId, before, revisions } = found;
    const [newest] = revisions.slice(-1);
    if (newest === undefined && Object.keys(before.context).length === 0) return found;
    const definitionVersion =
      newest?.definitionVersion ?? (await this.gateway.journey(call, sessionId))?.definitionVersion;
    const hidden = await this.views.hiddenOf(call, {
      sessionId,
      definitionId,
      definitionVersion: definitionVersion ?? 0,
    });
    return {
      ...found,
      before: withMaskedContext(before, hidden),
      revisions: revisions.map((revision) => {
        const { shown: set, masked } = maskedContext(revision.set, hidden);
        return masked.length === 0 ? revision : { ...revision, set, masked };
      }),
    };
  }
}

type Found = Omit<JourneyRevisions, 'sessionId' | 'nextFrom'>;
