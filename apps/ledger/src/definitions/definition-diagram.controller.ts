import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { diagramSvg } from '@ledger/diagrams';
import { definitionDiagram } from '@ledger/journey';
import { entityTag, noneMatchHolds } from '../http/entity-tags';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { SVG_TYPE } from '../http/media-types';
import { definitionIdParameter, versionParameter } from '../http/path-parameters';
import { definitionNotFound } from '../http/problem';
import { query } from '../http/query.pipe';
import type { Given } from '../http/validated';
import { DIAGRAM_CALLS, DiagramQuery, LayoutQuery } from './definition-diagram.api';
import type { DefinitionLayout } from './definition-layout.schemas';
import { DefinitionLayouts } from './definition-layouts';
import { publishedDefinition } from './published-definition';

const FOR_EVER = 'private, max-age=31536000, immutable';

@Controller('v1/definitions/:definitionId/versions/:version')
export class DefinitionDiagramController {
  constructor(
    private readonly queries: QueryBus,
    private readonly layouts: DefinitionLayouts,
  ) {}

  @Get('diagram')
  @DIAGRAM_CALLS.diagram
  async diagram(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
    @Query(query(DiagramQuery)) { format }: Given<typeof DiagramQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const published = await publishedDefinition(this.queries, call, definitionId, version);
    const { document } = published;
    if (format !== 'svg') {
      reply.type('text/plain; charset=utf-8').send(definitionDiagram(document));
      return;
    }
    const layout = await this.layouts.of(published);
    const { title = definitionId } = document;
    reply.type(`${SVG_TYPE}; charset=utf-8`).send(diagramSvg(layout, `${title}, version ${version}`));
  }

  /** The same address of another ledger has another layout: only with its hash is it stored without asking again. */
  @Get('layout')
  @DIAGRAM_CALLS.layout
  async layout(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('version', versionParameter) version: number,
    @Query(query(LayoutQuery)) asked: Given<typeof LayoutQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const published = await publishedDefinition(this.queries, call, definitionId, version);
    const { hash } = published;
    if (asked.hash !== undefined && asked.hash !== hash) {
      throw definitionNotFound(`${definitionId} version ${version} with the hash ${asked.hash}`);
    }
    reply.header('etag', entityTag(hash)).header('cache-control', asked.hash === undefined ? 'no-cache' : FOR_EVER);
    if (noneMatchHolds(call.ifNoneMatch, hash)) {
      reply.code(304).send();
      return;
    }
    const layout: DefinitionLayout = { id: definitionId, version, hash, ...(await this.layouts.of(published)) };
    reply.send(layout);
  }
}
