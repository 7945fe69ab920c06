import { Inject, Injectable } from '@nestjs/common';
import { recordChange, type StreamRefusal } from '@ledger/command-handling';
import {
  EVENT_STORE,
  headAt,
  readEvents,
  streamName,
  UpcasterRegistry,
  type EventStore,
  type StreamHead,
  type StreamName,
} from '@ledger/event-store';
import { tenantProjectionsStream, type ProjectionRequestEvent } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { CLOCK, ID_SOURCE, type Clock, type IdSource } from '@ledger/runtime';
import type { IncomingCall } from '../http/incoming-call';
import { operatorCaller } from '../http/operator-caller';
import { Problem } from '../http/problem';

/** A request as it stands in its stream. */
export interface RecordedRequest {
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly commandId?: string;
  readonly fingerprint?: string;
  /** Whether it stood there already: the call was sent a second time. */
  readonly isRepeat: boolean;
}

interface RequestStream extends StreamHead {
  readonly requests: readonly RecordedRequest[];
}

interface RefusedRequest extends StreamRefusal {
  readonly problem: Problem;
}

/** What operators request of the projections, as events: the read models that it changes cannot say it themselves. */
@Injectable()
export class ProjectionRequests {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(ID_SOURCE) readonly ids: IdSource,
    readonly upcasters: UpcasterRegistry,
  ) {}

  /**
   * Records it once for its command id. To be called before the request is passed on: what is not recorded is not done.
   * @param assertPossible throws where there is nothing to request; not asked for what was recorded before.
   */
  async record(
    call: IncomingCall,
    commandId: string | null | undefined,
    { type, data }: ProjectionRequestEvent,
    assertPossible: () => Promise<void>,
  ): Promise<RecordedRequest> {
    const stream = streamName(tenantProjectionsStream(call.tenant));
    const { correlationId, causationId } = call;
    const caller = { ...operatorCaller(call, { commandId }), correlationId, causationId };
    const outcome = await recordChange<RequestStream, RecordedRequest, RefusedRequest>(this, call.tenant, caller, {
      stream,
      asked: { type, data },
      what: 'The requests',
      changesOf: ({ requests }) => requests,
      read: () => this.read(stream),
      forget: () => undefined,
      decide: () => ({ events: [{ type, data }] }),
      refuse: (code, reason) => ({ kind: 'refused', problem: new Problem(code, reason) }),
      objection: async () => {
        await assertPossible();
        return undefined;
      },
    });
    if (outcome.kind === 'refused') throw outcome.problem;
    return { ...outcome.change, isRepeat: outcome.kind === 'repeated' };
  }

  private async read(stream: StreamName): Promise<RequestStream | undefined> {
    const events = await readEvents(this, stream);
    const last = events.at(-1);
    if (last === undefined) return undefined;
    const requests = events.map(({ type, event: { revision, position }, metadata }): RecordedRequest => {
      const { occurredAt, commandId, fingerprint } = metadata;
      const made = { type, revision: Number(revision), position, occurredAt, isRepeat: false };
      return { ...made, ...(commandId === undefined ? {} : { commandId, ...defined({ fingerprint }) }) };
    });
    return { requests, ...headAt(last) };
  }
}
