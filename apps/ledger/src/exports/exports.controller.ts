import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EXPORT_FORMATS, type CsvStyle, type ExportName } from '@ledger/exchange';
import { EXPORT_QUERIES, type ExportQueries } from '@ledger/projections';
import type { PersonalData } from '@ledger/journey';
import { ReadRecording } from '../accesses/read-recording';
import { MaskedViews } from '../access/masked-views';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { unavailable } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { StopSignal } from '../http/stop-signal';
import { API_HEADERS } from '../http/security-headers';
import { endUnreadStream } from '../http/unread-answers';
import type { Given } from '../http/validated';
import { EXPORT_CALLS } from './exports.api';
import { CsvExportQuery, exportFilterOf, ExportQuery } from './exports.query';
import { maskedPages } from './masked-pages';
import { sendExport } from './export-stream';
import { sightOf } from '../access/credential-bounds';

const asked = query(ExportQuery);
const askedOfCsv = query(CsvExportQuery);

@Controller('v1/exports')
export class ExportsController {
  constructor(
    @Inject(EXPORT_QUERIES) private readonly exports: ExportQueries,
    private readonly readModels: ReadModelAccess,
    private readonly views: MaskedViews,
    private readonly reads: ReadRecording,
    private readonly stop: StopSignal,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  @Get('timeline.csv')
  @EXPORT_CALLS.timelineCsv
  timelineCsv(
    @Incoming() call: IncomingCall,
    @Query(askedOfCsv) { bom, formulas, ...filter }: Given<typeof CsvExportQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('timeline.csv', call, filter, request, reply, { bom: bom === 'true', formulas });
  }

  @Get('timeline.parquet')
  @EXPORT_CALLS.timelineParquet
  timelineParquet(
    @Incoming() call: IncomingCall,
    @Query(asked) filter: Given<typeof ExportQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('timeline.parquet', call, filter, request, reply);
  }

  @Get('log.xes')
  @EXPORT_CALLS.xesLog
  xesLog(
    @Incoming() call: IncomingCall,
    @Query(asked) filter: Given<typeof ExportQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('log.xes', call, filter, request, reply);
  }

  @Get('log.ocel.json')
  @EXPORT_CALLS.ocelLog
  ocelLog(
    @Incoming() call: IncomingCall,
    @Query(asked) filter: Given<typeof ExportQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('log.ocel.json', call, filter, request, reply);
  }

  @Get('events.cloudevents.ndjson')
  @EXPORT_CALLS.cloudEvents
  cloudEvents(
    @Incoming() call: IncomingCall,
    @Query(asked) filter: Given<typeof ExportQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('events.cloudevents.ndjson', call, filter, request, reply);
  }

  private async send(
    name: ExportName,
    call: IncomingCall,
    wanted: ExportQuery,
    request: FastifyRequest,
    reply: FastifyReply,
    csv?: CsvStyle,
  ): Promise<void> {
    if (this.stop.isStopping) throw unavailable('The ledger is stopping; retry.');
    const snapshot = await this.readModels.ask(call, wanted.atLeast, () => this.exports.snapshot());
    const filter = exportFilterOf(sightOf(call), wanted);
    await this.reads.record(request);
    const hiddenOf = (definitionId: string | null): Promise<PersonalData> =>
      this.views.hiddenOfDefinition(call, definitionId ?? undefined);
    const { mediaType, write } = EXPORT_FORMATS[name];
    const ending = new AbortController();
    const end = (): void => ending.abort();
    reply.hijack();
    reply.raw.once('close', end);
    endUnreadStream(reply.raw, this.config.answerTimeoutMs);
    this.stop.signal.addEventListener('abort', end);
    try {
      reply.raw.writeHead(200, {
        ...API_HEADERS,
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
        'x-request-id': request.id,
      });
      const content = write({
        read: () => maskedPages(this.exports.entries(filter, snapshot, ending.signal), hiddenOf),
        source: `urn:journey-ledger:${call.tenant}`,
        csv,
      });
      await sendExport(reply.raw, content, ending.signal);
    } catch (error) {
      request.log.warn({ err: error, requestId: request.id }, 'An export failed');
    } finally {
      this.stop.signal.removeEventListener('abort', end);
      reply.raw.off('close', end);
    }
  }
}
