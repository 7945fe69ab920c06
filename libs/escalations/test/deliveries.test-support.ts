import { setImmediate as nextTurn } from 'node:timers/promises';
import { evolveEscalation, parseStream, type EscalationRequested, type EscalationState } from '@ledger/journey';
import type { DueDelivery, DueDeliverySearch } from '@ledger/projections';
import {
  DEFAULT_RETRY_POLICY,
  sendWebhook,
  TargetLimiter,
  WebhookDispatcher,
  type RetryPolicy,
  type WebhookDispatcherPorts,
  type WebhookTarget,
  type EscalationExecutor,
} from '@ledger/escalations';
import { Desk } from './desk.test-support';
import { EscalationsFixture } from './escalations.test-support';

const ACTOR = { subject: 'escalations', kind: 'saga' } as const;
/** Turns of the event loop that answers over loopback may take. */
const TURNS = 200_000;

/** Waits for something that comes over a socket. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (holds()) return;
    await nextTurn();
  }
  throw new Error('It did not happen.');
}

/** Escalations that are to be delivered, and what delivers them. Its read model is exact unless it is frozen. */
export class DeliveriesFixture extends EscalationsFixture {
  retry: RetryPolicy = { ...DEFAULT_RETRY_POLICY };
  /** Where it is set, the read model does not go beyond it. */
  frozenAt: number | undefined;
  asked = 0;
  readonly dispatchers: WebhookDispatcher[] = [];

  dispatcher(
    targets: readonly (WebhookTarget | TargetLimiter)[],
    change: Partial<WebhookDispatcherPorts> = {},
  ): WebhookDispatcher {
    const { time: clock, time: scheduler, executor } = this;
    const dispatcher = new WebhookDispatcher(
      {
        deliveries: { dueDeliveries: (search) => Promise.resolve(this.due(search)) },
        executor,
        limiters: targets.map((target) => (target instanceof TargetLimiter ? target : new TargetLimiter(target, CALM))),
        send: (target, message, signal) => sendWebhook({ clock, scheduler }, target, message, signal),
        clock,
        scheduler,
        log: this.commands.log,
        random: () => 0.5,
        ...change,
      },
      { retry: this.retry },
    );
    this.dispatchers.push(dispatcher);
    return dispatcher;
  }

  async request(escalationId: string, target = 'desk', executor: EscalationExecutor = this.executor): Promise<void> {
    const now = this.time.now().toISOString();
    const request: EscalationRequested = {
      escalation: 'desk',
      kind: 'webhook',
      target,
      reason: 'entry',
      sessionId: escalationId.replace(/:\d+$/, ''),
      definitionId: 'Calls',
      definitionVersion: 1,
      stateId: 'AGENT',
      currentStateId: 'AGENT',
      journeyRevision: 1,
      journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
      triggeredAt: now,
    };
    await executor.execute({
      tenant: 'default',
      escalationId,
      command: { type: 'RequestEscalation', request },
      actor: ACTOR,
    });
  }

  async state(escalationId: string): Promise<EscalationState> {
    const history = await this.executor.read('default', escalationId);
    if (history?.state === undefined) throw new Error(`${escalationId} was not requested.`);
    return history.state;
  }

  /** Moves the clock to the next attempt, has it made and waits for what comes of it. */
  async attemptNext(escalationId: string, dispatcher: WebhookDispatcher, isStuck: () => boolean = () => false) {
    const { delivery } = await this.state(escalationId);
    const wait = Date.parse(delivery?.nextAttemptAt ?? '') - this.time.now().getTime();
    await this.time.advance(Math.max(wait, 0) + 1_000);
    await eventually(() => dispatcher.status().inFlight === 0 || isStuck());
    if (isStuck()) {
      await this.time.advance(10_000);
      await eventually(() => dispatcher.status().inFlight === 0);
    }
    return (await this.state(escalationId)).delivery;
  }

  /** All escalations as the read model would have them. */
  private due({ target, dueBy, limit }: DueDeliverySearch): readonly DueDelivery[] {
    this.asked += 1;
    const states = new Map<string, EscalationState | undefined>();
    const events = this.escalationEvents().slice(0, this.frozenAt);
    for (const { stream, type, data, revision, metadata } of events) {
      const { occurredAt } = JSON.parse(metadata) as { readonly occurredAt: string };
      const event = { type, data: JSON.parse(data) as unknown, revision, occurredAt };
      states.set(stream, evolveEscalation(states.get(stream), event));
    }
    return [...states]
      .flatMap(([stream, state]): DueDelivery[] => {
        const { tenant, id: escalationId } = parseStream(stream) ?? {};
        const next = state?.delivery?.nextAttemptAt;
        if (tenant === undefined || escalationId === undefined || state?.delivery == null || next == null) return [];
        return [{ tenant, escalationId, target: state.delivery.target, nextAttemptAt: next }];
      })
      .filter((row) => (typeof target === 'string' ? row.target === target : !target.otherThan.includes(row.target)))
      .filter((row) => row.nextAttemptAt <= dueBy)
      .sort((one, other) => (one.nextAttemptAt < other.nextAttemptAt ? -1 : 1))
      .slice(0, limit);
  }
}

/** A circuit that no test but its own opens. */
const CALM = { failures: 1_000, openMs: 30_000 };

/** Gives each test of a suite its own deliveries and a desk that listens, and ends both with it. */
export function deliveriesWithDesk(): () => { readonly fixture: DeliveriesFixture; readonly desk: Desk } {
  let fixture: DeliveriesFixture;
  let desk: Desk;

  beforeEach(async () => {
    fixture = new DeliveriesFixture();
    desk = await Desk.listen();
    // One clock for all: the library that verifies and the circuit breaker look at this one.
    jest.spyOn(Date, 'now').mockImplementation(() => fixture.time.now().getTime());
  });

  afterEach(async () => {
    for (const dispatcher of fixture.dispatchers) {
      const stopping = dispatcher.stop();
      await fixture.time.advance(5_000);
      await stopping;
    }
    await desk.close();
    jest.restoreAllMocks();
  });

  return () => ({ fixture, desk });
}
