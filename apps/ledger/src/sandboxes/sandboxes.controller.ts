import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { GetDefinitionHistory } from '@ledger/command-handling';
import {
  hasPersonal,
  maskedEvent,
  NOTHING_PERSONAL,
  parseDuration,
  personalDataOf,
  type DefinitionDocument,
  type PersonalData,
  type Sandbox,
} from '@ledger/journey';
import { withMaskedContext } from '../access/masked-views';
import { seesPersonal } from '../access/personal-scope';
import { commandOf } from '../commands/command-line';
import { figure } from '@ledger/plain-data';
import { CandidateDefinitions } from '../definitions/candidate-definitions';
import { publishedDefinition } from '../definitions/published-definition';
import { body } from '../http/body.pipe';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { sandboxIdParameter } from '../http/path-parameters';
import { definitionNotFound, Problem, validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import type { Given } from '../http/validated';
import {
  ClockBody,
  SandboxBody,
  TimelineFilter,
  type SandboxClock,
  type SandboxReply,
  type SandboxTimeline,
  type SandboxView,
} from './sandbox.schemas';
import { SANDBOX_CALLS } from './sandboxes.api';
import { SANDBOX_LIMITS, Sandboxes, type OpenSandbox } from './sandboxes';
import { admitDefinition } from '../access/credential-bounds';

const LONGEST_ADVANCE_MS = 10 * 366 * 86_400_000;

@Controller('v1/sandboxes')
export class SandboxesController {
  constructor(
    private readonly sandboxes: Sandboxes,
    private readonly candidates: CandidateDefinitions,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @SANDBOX_CALLS.create
  async create(
    @Incoming() call: IncomingCall,
    @Body(body(SandboxBody)) given: SandboxBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const document = await this.documentOf(call, given);
    const opened = this.sandboxes.create(call, document, given.start == null ? undefined : instant(given.start));
    reply.code(201).header('location', `/v1/sandboxes/${opened.id}`);
    reply.send(viewOf(opened, call));
  }

  @Get(':sandboxId')
  @SANDBOX_CALLS.read
  read(@Incoming() call: IncomingCall, @Param('sandboxId', sandboxIdParameter) id: string): SandboxView {
    return viewOf(this.sandboxes.find(call, id), call);
  }

  @Post(':sandboxId/commands')
  @HttpCode(200)
  @SANDBOX_CALLS.command
  command(
    @Incoming() call: IncomingCall,
    @Param('sandboxId', sandboxIdParameter) id: string,
    @Body() line: unknown,
  ): SandboxReply {
    const { sandbox } = this.sandboxes.find(call, id);
    const { definitionId, command } = commandOf(line, call, {}).request;
    if (definitionId !== undefined && definitionId !== sandbox.definition.id) {
      throw validationProblem(`This sandbox runs ${sandbox.definition.id}; you sent ${definitionId}.`);
    }
    if (!sandbox.takes(command)) throw full();
    const answer = sandbox.execute(command);
    if (answer.code === 'VALIDATION_FAILED') throw validationProblem(answer.reason ?? 'The command is malformed.');
    const hidden = hiddenIn(sandbox, call);
    const { journey, events } = answer;
    return {
      ...(answer as SandboxReply),
      events: events.map((entry) => withMaskedData(entry, hidden)),
      journey: journey && withMaskedContext(journey, hidden),
    };
  }

  @Post(':sandboxId/clock')
  @HttpCode(200)
  @SANDBOX_CALLS.clock
  clock(
    @Incoming() call: IncomingCall,
    @Param('sandboxId', sandboxIdParameter) id: string,
    @Body(body(ClockBody)) { advance }: ClockBody,
  ): SandboxClock {
    const { sandbox } = this.sandboxes.find(call, id);
    if (!sandbox.hasRoom) throw full();
    const duration = parseDuration(advance);
    if (!duration.ok || duration.ms > LONGEST_ADVANCE_MS) {
      throw validationProblem('advance must be an ISO 8601 duration such as PT2M, or seconds, of 10 years at most.');
    }
    const happened = sandbox.advance(duration.ms);
    const hidden = hiddenIn(sandbox, call);
    return { now: sandbox.now, happened: happened.map((entry) => withMaskedData(entry, hidden)) };
  }

  @Get(':sandboxId/timeline')
  @SANDBOX_CALLS.timeline
  timeline(
    @Incoming() call: IncomingCall,
    @Param('sandboxId', sandboxIdParameter) id: string,
    @Query(query(TimelineFilter)) { sessionId }: Given<typeof TimelineFilter>,
  ): SandboxTimeline {
    const { sandbox } = this.sandboxes.find(call, id);
    const hidden = hiddenIn(sandbox, call);
    return { entries: sandbox.entries(sessionId).map((entry) => withMaskedData(entry, hidden)) };
  }

  @Delete(':sandboxId')
  @SANDBOX_CALLS.close
  close(@Incoming() call: IncomingCall, @Param('sandboxId', sandboxIdParameter) id: string): SandboxView {
    return viewOf(this.sandboxes.close(call, id), call);
  }

  private async documentOf(call: IncomingCall, given: SandboxBody): Promise<DefinitionDocument> {
    const { definition, definitionId, definitionVersion } = given;
    if ((definition == null) === (definitionId == null)) {
      throw validationProblem('Give either definition or definitionId.');
    }
    if (definitionId == null) return this.candidates.checked(call, definition);
    admitDefinition(call, definitionId);
    const version = definitionVersion ?? (await this.currentVersion(call, definitionId));
    return (await publishedDefinition(this.queries, call, definitionId, version)).document;
  }

  private async currentVersion({ tenant }: IncomingCall, definitionId: string): Promise<number> {
    const history = await this.queries.execute(new GetDefinitionHistory(tenant, definitionId));
    const current = history?.current;
    if (!current) throw definitionNotFound(definitionId);
    return current.version;
  }
}

function full(): Problem {
  const { journeys, entries, size } = SANDBOX_LIMITS;
  const limits = `${journeys} journeys, ${figure(entries)} entries or ${figure(size)} characters of JSON`;
  return new Problem('SANDBOX_FULL', `The sandbox has ${limits}, the most that one may have; create another.`);
}

function hiddenIn({ definition }: Sandbox, { granted }: IncomingCall): PersonalData {
  return seesPersonal(granted) ? NOTHING_PERSONAL : personalDataOf(definition.document);
}

function withMaskedData<Entry extends { readonly data: object }>(entry: Entry, hidden: PersonalData): Entry {
  return hasPersonal(hidden) ? { ...entry, data: maskedEvent(entry.data, hidden) } : entry;
}

function viewOf({ id, sandbox, expiresMs }: OpenSandbox, call: IncomingCall): SandboxView {
  const { definition, now } = sandbox;
  const hidden = hiddenIn(sandbox, call);
  const journeys = sandbox.journeys.map((journey) => withMaskedContext(journey, hidden));
  return {
    sandboxId: id,
    definitionId: definition.id,
    definitionVersion: definition.version,
    now,
    expiresAt: new Date(expiresMs).toISOString(),
    journeys,
  };
}
