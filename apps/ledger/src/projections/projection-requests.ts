import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, sealUnordered, streamName, type EventStore } from '@ledger/event-store';
import { tenantProjectionsStream, type ProjectionRequestEvent } from '@ledger/journey';
import { CLOCK, type Clock } from '@ledger/runtime';
import type { IncomingCall } from '../http/incoming-call';

const SCHEMA_VERSION = 1;

/** What operators request of the projections, as events: the read models that it changes cannot say it themselves. */
@Injectable()
export class ProjectionRequests {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Gives the event's position. To be called before the request is passed on: what is not recorded is not done. */
  async record(call: IncomingCall, { type, data }: ProjectionRequestEvent): Promise<string> {
    const { tenant, actor, correlationId: $correlationId, causationId: $causationId } = call;
    const stream = streamName(tenantProjectionsStream(tenant));
    const metadata = {
      $correlationId,
      $causationId,
      tenant,
      actor: { ...actor, kind: 'operator' },
      schemaVersion: SCHEMA_VERSION,
      occurredAt: this.clock.now().toISOString(),
    } as const;
    const events = sealUnordered(stream, [{ id: randomUUID(), type, data, metadata }]);
    const { position } = await this.store.append(stream, events, { expectedRevision: 'ANY' });
    return position;
  }
}
