import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EVENT_STORE, isPosition, type EventStore, type Position } from '@ledger/event-store';
import { ReadRecording } from '../accesses/read-recording';
import { seesPersonal } from '../access/personal-scope';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { refusePositionBeyond } from '../http/known-position';
import { unavailable, validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { LedgerMetrics } from '../monitoring/ledger-metrics';
import { StopSignal } from '../http/stop-signal';
import { endUnreadStream } from '../http/unread-answers';
import type { Given } from '../http/validated';
import { eventFilter } from './event-filter';
import { EventsQuery, START } from './events.query';
import { Followers } from './followers';
import { LiveEvents } from './live-events';
import { EVENT_CALLS } from './events.api';
import { EventStream } from './event-stream';
import { sightOf } from '../access/credential-bounds';

@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    private readonly live: LiveEvents,
    private readonly followers: Followers,
    private readonly stop: StopSignal,
    private readonly metrics: LedgerMetrics,
    private readonly reads: ReadRecording,
  ) {}

  @Get()
  @EVENT_CALLS.stream
  async stream(
    @Incoming() call: IncomingCall,
    @Query(query(EventsQuery)) asked: Given<typeof EventsQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.stop.isStopping) throw unavailable('The ledger is stopping; reconnect.');
    const filter = eventFilter(sightOf(call), asked);
    const after = await this.startOf(request.headers['last-event-id'], asked.after);
    const left = this.followers.enter(call);
    try {
      await this.reads.record(request);
    } catch (error) {
      left();
      throw error;
    }
    reply.hijack();
    endUnreadStream(reply.raw, this.config.answerTimeoutMs);
    this.metrics.streams.inc();
    try {
      const stream = new EventStream(reply.raw, request.id, filter, !seesPersonal(call.granted), {
        heartbeatMs: this.config.heartbeatMs,
        stop: this.stop.signal,
      });
      await stream.send(this.store, this.live, after);
    } catch (error) {
      request.log.warn({ err: error, requestId: request.id }, 'An event stream failed');
      reply.raw.destroy();
    } finally {
      this.metrics.streams.dec();
      left();
    }
  }

  /** After which position to begin; undefined for the ledger's first event. Last-Event-ID of a reconnect wins. */
  private async startOf(
    lastEventId: string | string[] | undefined,
    after: string | undefined,
  ): Promise<Position | undefined> {
    const mark = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : after;
    if (mark === START) return undefined;
    if (mark === undefined) return this.store.lastPosition();
    if (!isPosition(mark)) throw validationProblem('Last-Event-ID and after must be the id of an event, or start.');
    await refusePositionBeyond(this.store, mark);
    return mark;
  }
}
