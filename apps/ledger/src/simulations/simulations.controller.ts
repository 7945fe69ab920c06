import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Body, Controller, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DefinitionCatalog, RuledDefinitions } from '@ledger/command-handling';
import { askedOfPersonal, type DefinitionDocument } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { CLOCK, type Clock } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { CandidateDefinitions } from '../definitions/candidate-definitions';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { NDJSON_TYPES } from '../http/media-types';
import { definitionNotFound, unavailable } from '../http/problem';
import { problemFrom } from '../http/problem-from-error';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { API_HEADERS } from '../http/security-headers';
import { StopSignal } from '../http/stop-signal';
import type { Given } from '../http/validated';
import { ledgerFiles } from '../stores';
import type { SimulationJob, SimulationMessage } from './simulation-protocol';
import { SimulationThreads } from './simulation-threads';
import { SimulationQuery, type SimulationLine } from './simulation.schemas';
import { SIMULATION_CALLS } from './simulations.api';
import { sightOf } from '../access/credential-bounds';
import { admitQuestion } from '../access/personal-scope';

@Controller('v1/definitions')
export class SimulationsController {
  constructor(
    private readonly candidates: CandidateDefinitions,
    private readonly catalog: DefinitionCatalog,
    private readonly definitions: RuledDefinitions,
    private readonly readModels: ReadModelAccess,
    private readonly threads: SimulationThreads,
    private readonly stop: StopSignal,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('simulate')
  @SIMULATION_CALLS.simulate
  async simulate(
    @Incoming() call: IncomingCall,
    @Query(query(SimulationQuery)) { since, sample, atLeast }: Given<typeof SimulationQuery>,
    @Body() input: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.stop.isStopping) throw unavailable('The ledger is stopping; retry.');
    const candidate = await this.candidates.checked(call, input);
    await this.readModels.ask(call, atLeast, () => Promise.resolve());
    const from = since === undefined ? undefined : instant(since);
    const job = await this.jobOf(call, candidate, from, sample);
    const ending = new AbortController();
    const end = (): void => ending.abort();
    const messages = this.threads.start(job, ending.signal);
    reply.raw.once('close', end);
    this.stop.signal.addEventListener('abort', end);
    try {
      // What fails before the first line is a problem with its own status.
      const first = await firstOf(messages);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...API_HEADERS,
        'content-type': `${NDJSON_TYPES[0] ?? ''}; charset=utf-8`,
        'cache-control': 'no-store',
        'x-request-id': request.id,
      });
      await sendLines(
        reply.raw,
        linesOf(first, messages, {
          job,
          since: from ?? null,
          onFailure: (err) => request.log.warn({ err, requestId: request.id }, 'A simulation failed'),
        }),
        ending.signal,
      );
    } finally {
      await messages.return(undefined);
      this.stop.signal.removeEventListener('abort', end);
      reply.raw.off('close', end);
    }
  }

  private async jobOf(
    call: IncomingCall,
    candidate: DefinitionDocument,
    from: string | undefined,
    sample: number | undefined,
  ): Promise<SimulationJob> {
    const { tenant } = call;
    const { id } = candidate;
    const published = await this.catalog.documents(tenant, id);
    if (published.length === 0) throw definitionNotFound(id);
    admitQuestion(call, askedOfPersonal(candidate, published));
    const { databaseUrl, contextLimitBytes: maxContextBytes } = this.config;
    const timeoutRules = (await this.definitions.resolve(tenant, id))?.timeoutRules;
    const at = this.clock.now().toISOString();
    return {
      readModels: databaseUrl === undefined ? { path: ledgerFiles(this.config).readModels } : { url: databaseUrl },
      plan: { candidate, published, timeoutRules, maxContextBytes, at },
      filter: defined({ sight: sightOf(call), definitionId: id, from }),
      sample,
    };
  }
}

interface Told {
  readonly job: SimulationJob;
  readonly since: string | null;
  readonly onFailure: (error: unknown) => void;
}

/** Throws what the thread found before it began. */
async function firstOf(messages: AsyncGenerator<SimulationMessage>): Promise<SimulationMessage> {
  const { value } = (await messages.next()) as IteratorResult<SimulationMessage, undefined>;
  if (value === undefined) throw unavailable('The simulation was ended. Retry.');
  if (value.kind === 'unavailable') throw unavailable(`${value.reason} Retry.`);
  return value;
}

async function* linesOf(
  first: SimulationMessage,
  messages: AsyncGenerator<SimulationMessage>,
  told: Told,
): AsyncGenerator<SimulationLine> {
  try {
    yield lineOf(first, told);
    for await (const message of messages) yield lineOf(message, told);
  } catch (error) {
    told.onFailure(error);
    const { status, code, message: detail } = problemFrom(error);
    yield { problem: { status, code, detail } };
  }
}

function lineOf(message: SimulationMessage, { job, since }: Told): SimulationLine {
  switch (message.kind) {
    case 'progress':
      return { progress: message.progress };
    case 'unavailable':
      throw unavailable(`${message.reason} Retry.`);
    case 'report': {
      const { candidate, at } = job.plan;
      const { every, report } = message;
      return { report: { id: candidate.id, version: candidate.version, at, since, every, ...report } };
    }
  }
}

/** Each line at once: a caller watches it. */
async function sendLines(
  response: ServerResponse,
  lines: AsyncIterable<SimulationLine>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const line of lines) {
      if (signal.aborted) break;
      if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, 'drain', { signal });
    }
    if (signal.aborted) response.destroy();
    else response.end();
  } catch (error) {
    response.destroy();
    if (!signal.aborted) throw error;
  }
}
