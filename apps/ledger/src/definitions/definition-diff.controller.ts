import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DefinitionCatalog } from '@ledger/command-handling';
import { definitionDiff, lineageOf, statesConcerned, upgradePath, type DefinitionDocument } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { keysOf, Noting, type NoteRead } from '../accesses/what-was-read';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { definitionIdParameter } from '../http/path-parameters';
import { definitionNotFound } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import type { Given } from '../http/validated';
import { CandidateDefinitions } from './candidate-definitions';
import { DIFF_CALLS } from './definition-diff.api';
import { CandidateDiffQuery, DiffQuery, type DefinitionDiff } from './definition-diff.schemas';
import { OpenJourneyCount } from './open-journey-count';
import { sightOf } from '../access/credential-bounds';

/** What another version of a definition would change, and for which open journeys. */
@Controller('v1/definitions/:definitionId/diff')
export class DefinitionDiffController {
  constructor(
    private readonly catalog: DefinitionCatalog,
    private readonly candidates: CandidateDefinitions,
    private readonly openJourneys: OpenJourneyCount,
    private readonly readModels: ReadModelAccess,
  ) {}

  @Get()
  @DIFF_CALLS.published
  async published(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Query(query(DiffQuery)) { from, to, atLeast }: Given<typeof DiffQuery>,
    @Noting() note: NoteRead,
  ): Promise<DefinitionDiff> {
    const before = await this.version(call, definitionId, from);
    return this.compared(call, atLeast, before, await this.version(call, definitionId, to), note);
  }

  @Post()
  @HttpCode(200)
  @DIFF_CALLS.candidate
  async candidate(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Query(query(CandidateDiffQuery)) { from, atLeast }: Given<typeof CandidateDiffQuery>,
    @Body() input: unknown,
    @Noting() note: NoteRead,
  ): Promise<DefinitionDiff> {
    const before = await this.version(call, definitionId, from);
    return this.compared(call, atLeast, before, await this.candidates.checked(call, input), note);
  }

  private async compared(
    call: IncomingCall,
    atLeast: string | undefined,
    before: DefinitionDocument,
    after: DefinitionDocument,
    note: NoteRead,
  ): Promise<DefinitionDiff> {
    const { id, version } = before;
    const published = await this.catalog.documents(call.tenant, after.id);
    const lineage = lineageOf(after, published);
    const changes = definitionDiff(before, after, lineage);
    const affectedStates = statesConcerned(before, changes);
    const upgrade = id === after.id && version < after.version ? upgradePath(before, after, lineage) : undefined;
    await this.readModels.ask(call, atLeast, () => Promise.resolve());
    const question = { sight: sightOf(call), definitionId: id, version, states: affectedStates };
    const openJourneys = await this.openJourneys.count(call, question);
    note({ sessionIds: keysOf(openJourneys.sample), count: openJourneys.sample.length });
    return {
      ...{ id, from: version, to: after.version, same: changes.length === 0, changes, affectedStates },
      ...defined({ upgrade }),
      openJourneys,
    };
  }

  private async version(call: IncomingCall, definitionId: string, version: number): Promise<DefinitionDocument> {
    const definition = await this.catalog.get(call.tenant, definitionId, version);
    if (definition) return definition.document;
    throw definitionNotFound(`${definitionId} version ${version}`);
  }
}
