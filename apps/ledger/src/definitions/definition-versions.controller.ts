import { Body, Controller, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ChangeDefinitionVersion, GetDefinitionHistory } from '@ledger/command-handling';
import { body } from '../http/body.pipe';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { definitionIdParameter, versionParameter } from '../http/path-parameters';
import { operatorCaller } from '../http/operator-caller';
import { Problem } from '../http/problem';
import type { Given } from '../http/validated';
import { CurrentVersionBody, VersionChangeBody } from './definition.bodies';
import type { RetirementReply, VersionChangeReply } from './definition.schemas';
import { changeBody, currentBody } from './definition.view';
import { VERSION_CALLS } from './definition-versions.api';
import { OpenJourneyCount } from './open-journey-count';
import { sightOf } from '../access/credential-bounds';

type Change = ChangeDefinitionVersion['change'];

/** Which version new journeys start with, and which they may not. */
@Controller('v1/definitions/:definitionId')
export class DefinitionVersionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly openJourneys: OpenJourneyCount,
  ) {}

  @Put('current')
  @VERSION_CALLS.makeCurrent
  makeCurrent(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Body(body(CurrentVersionBody)) { version, ...given }: Given<typeof CurrentVersionBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VersionChangeReply> {
    return this.change('makeCurrent', call, { definitionId, version }, given, reply);
  }

  @Post('versions/:version/retire')
  @HttpCode(200)
  @VERSION_CALLS.retire
  async retire(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
    @Body(body(VersionChangeBody)) given: VersionChangeBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RetirementReply> {
    const changed = await this.change('retire', call, { definitionId, version }, given, reply);
    const question = { sight: sightOf(call), definitionId, version };
    return { ...changed, openJourneys: await this.openJourneys.after(call, changed.change.position, question) };
  }

  @Post('versions/:version/unretire')
  @HttpCode(200)
  @VERSION_CALLS.unretire
  unretire(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
    @Body(body(VersionChangeBody)) given: VersionChangeBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VersionChangeReply> {
    return this.change('unretire', call, { definitionId, version }, given, reply);
  }

  private async change(
    change: Change,
    call: IncomingCall,
    of: { readonly definitionId: string; readonly version: number },
    given: VersionChangeBody,
    reply: FastifyReply,
  ): Promise<VersionChangeReply> {
    const outcome = await this.commands.execute(
      new ChangeDefinitionVersion(call.tenant, change, { ...of, reason: given.reason }, operatorCaller(call, given)),
    );
    if (outcome.kind === 'refused') throw new Problem(outcome.code, outcome.reason);
    if (outcome.kind === 'repeated') reply.header('idempotency-replayed', 'true');
    const history = await this.queries.execute(new GetDefinitionHistory(call.tenant, of.definitionId));
    return {
      outcome: outcome.kind === 'unchanged' ? 'UNCHANGED' : 'CHANGED',
      change: changeBody(outcome.change),
      current: currentBody(history?.current ?? null),
    };
  }
}
