import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sightOf } from '../access/credential-bounds';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { Followers } from '../events/followers';
import { openEventStream } from '../events/event-stream';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { unavailable } from '../http/problem';
import { StopSignal } from '../http/stop-signal';
import { endUnreadStream } from '../http/unread-answers';
import { LedgerMetrics } from '../monitoring/ledger-metrics';
import { LIVE_CALLS } from './live-counts.api';
import type { CountsFollower } from './counts-channel';
import { LiveCounts } from './live-counts';

@Controller('v1/live')
export class LiveCountsController {
  constructor(
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    private readonly counts: LiveCounts,
    private readonly followers: Followers,
    private readonly stop: StopSignal,
    private readonly metrics: LedgerMetrics,
  ) {}

  @Get('counts')
  @LIVE_CALLS.counts
  async stream(
    @Incoming() call: IncomingCall,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.stop.isStopping) throw unavailable('The ledger is stopping; reconnect.');
    const sight = sightOf(call);
    const left = this.followers.enter(call);
    reply.hijack();
    endUnreadStream(reply.raw, this.config.answerTimeoutMs);
    this.metrics.streams.inc();
    const response = reply.raw;
    const end = (): void => void response.end();
    const follower = followerOn(response, () => this.counts.resend(follower, sight));
    const heartbeat = setInterval(() => {
      if (!response.writableNeedDrain) response.write(': heartbeat\n\n');
    }, this.config.heartbeatMs);
    this.stop.signal.addEventListener('abort', end);
    try {
      openEventStream(response, request.id);
      response.write(': connected\n\n');
      const lastEventId = request.headers['last-event-id'];
      const closed = once(response, 'close');
      await this.counts.join(follower, sight, typeof lastEventId === 'string' ? lastEventId : undefined);
      await closed;
    } finally {
      this.counts.leave(follower, sight);
      this.stop.signal.removeEventListener('abort', end);
      clearInterval(heartbeat);
      this.metrics.streams.dec();
      left();
    }
  }
}

/** Nothing piles up for a slow reader: it misses updates, and gets all figures once it has read. */
function followerOn(response: ServerResponse, onReady: () => void): CountsFollower {
  return {
    send: (message) => {
      if (response.writableNeedDrain) return false;
      const isTaken = response.write(message);
      if (!isTaken) response.once('drain', onReady);
      return isTaken;
    },
  };
}
