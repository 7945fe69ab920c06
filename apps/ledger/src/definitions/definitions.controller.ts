import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import {
  GetUpgradePaths,
  GetDefinitionHistory,
  ListDefinitions,
  PublishDefinition,
  type PublishedDefinition as Published,
} from '@ledger/command-handling';
import { definitionScxml, xstateMachine, type XStateMachine } from '@ledger/exchange';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { definitionIdParameter, versionParameter } from '../http/path-parameters';
import { definitionNotFound, Problem, unavailable } from '../http/problem';
import { query } from '../http/query.pipe';
import type { Given } from '../http/validated';
import { documentOf } from './candidate-definitions';
import { DefinitionCheck } from './definition-check';
import { reportBody } from './definition-report';
import { PublishQuery } from './definition.bodies';
import type { DefinitionHistory, DefinitionListing, DefinitionReport, PublishedDefinition } from './definition.schemas';
import { historyBody, listingBody } from './definition.view';
import { DEFINITION_CALLS } from './definitions.api';
import { publishedDefinition } from './published-definition';
import { mayUse } from '@ledger/access';
import { admitDocument } from '../access/credential-bounds';

@Controller('v1/definitions')
export class DefinitionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly definitionCheck: DefinitionCheck,
  ) {}

  @Post()
  @DEFINITION_CALLS.publish
  async publish(
    @Incoming() call: IncomingCall,
    @Query(query(PublishQuery)) { reason }: Given<typeof PublishQuery>,
    @Body() input: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const checked = await this.definitionCheck.check(documentOf(input));
    admitDocument(call, checked);
    if (checked.report.errors.some(({ code }) => code === 'DEFINITION_TOO_COSTLY')) {
      throw new Problem('DEFINITION_INVALID', 'The definition was not published: its check costs too much.', {
        members: reportBody(checked.report),
      });
    }
    const { tenant, actor, correlationId, causationId } = call;
    const origin = { actor, correlationId, causationId };
    const outcome = await this.commands.execute(new PublishDefinition(tenant, checked, origin, reason));
    if (outcome.kind === 'refused') {
      if (outcome.code === 'REVISION_CONFLICT') throw unavailable(outcome.reason);
      throw new Problem(outcome.code, outcome.reason, { members: reportBody(outcome.report) });
    }
    const { definitionId, version } = outcome.definition;
    reply.header('location', `/v1/definitions/${encodeURIComponent(definitionId)}/versions/${version}`);
    reply.code(outcome.kind === 'published' ? 201 : 200).send(reportBody(outcome.report));
  }

  @Post('check')
  @HttpCode(200)
  @DEFINITION_CALLS.check
  async check(@Body() input: unknown): Promise<DefinitionReport> {
    return reportBody((await this.definitionCheck.check(documentOf(input))).report);
  }

  @Get()
  @DEFINITION_CALLS.list
  async list(@Incoming() call: IncomingCall): Promise<{ readonly definitions: readonly DefinitionListing[] }> {
    const listings = await this.queries.execute(new ListDefinitions(call.tenant));
    return { definitions: listings.filter(({ definitionId }) => mayUse(call, definitionId)).map(listingBody) };
  }

  @Get(':definitionId')
  @DEFINITION_CALLS.versions
  async versions(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
  ): Promise<DefinitionHistory> {
    const found = await this.queries.execute(new GetDefinitionHistory(call.tenant, definitionId));
    if (!found) throw definitionNotFound(definitionId);
    return historyBody(found);
  }

  @Get(':definitionId/versions/:version')
  @DEFINITION_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
  ): Promise<PublishedDefinition> {
    const { definitionId: id, ...definition } = await this.published(call, definitionId, version);
    const upgrades = await this.queries.execute(new GetUpgradePaths(call.tenant, id, version));
    return { id, ...definition, upgrades: [...upgrades] };
  }

  @Get(':definitionId/versions/:version/xstate')
  @DEFINITION_CALLS.xstate
  async xstate(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
  ): Promise<XStateMachine> {
    return xstateMachine((await this.published(call, definitionId, version)).document);
  }

  @Get(':definitionId/versions/:version/scxml')
  @DEFINITION_CALLS.scxml
  async scxml(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { document } = await this.published(call, definitionId, version);
    reply.type('application/scxml+xml; charset=utf-8').send(definitionScxml(document));
  }

  private published(call: IncomingCall, definitionId: string, version: number): Promise<Published> {
    return publishedDefinition(this.queries, call, definitionId, version);
  }
}
