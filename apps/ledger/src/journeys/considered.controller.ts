import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { mayUse } from '@ledger/access';
import { ConsiderTransition, type Considered } from '@ledger/command-handling';
import { maskedEvent } from '@ledger/journey';
import { MaskedViews } from '../access/masked-views';
import { body } from '../http/body.pipe';
import { CommandGateway } from '../http/command-gateway';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { sessionIdParameter } from '../http/path-parameters';
import { unavailable, validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import { CONSIDERED_CALLS, DryRunBody, TargetsQuery } from './considered.api';
import type { JourneyTargets, TransitionDryRun } from './considered.schemas';
import { noSuchRevision } from './no-such-revision';

type Consideration = ConstructorParameters<typeof ConsiderTransition>[2];

@Controller('v1/journeys/:sessionId')
export class ConsideredController {
  constructor(
    private readonly queries: QueryBus,
    private readonly gateway: CommandGateway,
    private readonly views: MaskedViews,
  ) {}

  @Get('targets')
  @CONSIDERED_CALLS.targets
  async targets(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Query(query(TargetsQuery)) { asOfRevision }: Given<typeof TargetsQuery>,
  ): Promise<JourneyTargets> {
    const { definitionId, revision, now, reasons } = await this.consider(call, sessionId, asOfRevision, {});
    return { sessionId, definitionId, revision, now, ...reasons };
  }

  @Post('dry-run')
  @HttpCode(200)
  @CONSIDERED_CALLS.dryRun
  async dryRun(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(body(DryRunBody)) given: Given<typeof DryRunBody>,
  ): Promise<TransitionDryRun> {
    const { targetStateId, event, context, channel, expectedRevision, asOfRevision } = given;
    const move = {
      ...{ targetStateId: targetStateId ?? undefined, event: event ?? undefined },
      ...{ context: context ?? undefined, channel: channel ?? undefined },
      expectedRevision: expectedRevision == null ? undefined : BigInt(expectedRevision),
    };
    const considered = await this.consider(call, sessionId, asOfRevision ?? undefined, { move });
    const { definitionId, revision, now, reasons, result } = considered;
    if (result === undefined) throw unavailable('The transition was not considered. Retry.');
    // A malformed command is a malformed request.
    if (result.code === 'VALIDATION_FAILED') throw validationProblem(result.reason ?? 'The transition is malformed.');
    const { definitionVersion } = reasons;
    const hidden = await this.views.hiddenOf(call, { sessionId, definitionId, definitionVersion });
    const events = result.events.map(({ type, data }) => ({ type, data: maskedEvent(data, hidden) }));
    return { dryRun: true, sessionId, revision, now, ...result, events };
  }

  private async consider(
    call: IncomingCall,
    sessionId: string,
    asOfRevision: number | undefined,
    { move }: Consideration,
  ): Promise<Considered> {
    const asOf = asOfRevision === undefined ? undefined : { revision: BigInt(asOfRevision) };
    const considering = this.queries.execute(new ConsiderTransition(call.tenant, sessionId, { asOf, move }));
    const considered = await withinBudget(considering, this.gateway.budget(call));
    if (considered === undefined || !mayUse(call, considered.definitionId))
      throw await noSuchRevision(this.gateway, call, sessionId, asOfRevision);
    return considered;
  }
}
