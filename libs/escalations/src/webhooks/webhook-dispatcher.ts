import { errorMessage, Poller, type Clock, type SystemLog, type Scheduler } from '@ledger/runtime';
import type { EscalationDelivery, EscalationState } from '@ledger/journey';
import type { DueDelivery, EscalationQueries } from '@ledger/projections';
import type { AskedEscalationCommand, EscalationExecutor } from '../commands/escalation-executor';
import { deliveryCommand } from './delivery-command';
import { DeliveryFigures, type TargetFigures } from './delivery-figures';
import { DueDeliveries, keyOf } from './due-deliveries';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry-schedule';
import type { TargetLimiter } from './target-limiter';
import { webhookMessage, type WebhookMessage } from './webhook-message';
import { servesTenant, type DeliveryResult, type WebhookTarget } from './webhook-target';

export interface WebhookDispatcherPorts {
  readonly deliveries: Pick<EscalationQueries, 'dueDeliveries'>;
  readonly executor: Pick<EscalationExecutor, 'read' | 'execute'>;
  readonly limiters: readonly TargetLimiter[];
  /** Makes one attempt; never throws. */
  readonly send: (target: WebhookTarget, message: WebhookMessage, signal: AbortSignal) => Promise<DeliveryResult>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface WebhookDispatcherOptions {
  /** Longest time between two polls, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Time that attempts under way have to end when it stops, in milliseconds. */
  readonly graceMs: number;
  readonly retry: RetryPolicy;
}

const DEFAULTS: WebhookDispatcherOptions = { pollIntervalMs: 1_000, graceMs: 2_000, retry: DEFAULT_RETRY_POLICY };

const ACTOR = { subject: 'webhooks', kind: 'saga' } as const;
/** Deliveries to an unknown target, or one whose circuit is open, that a poll checks: they may be too old by now. */
const AGED_AT_ONCE = 20;

export interface WebhookDispatcherStatus {
  readonly isRunning: boolean;
  readonly inFlight: number;
  readonly lastError: string | null;
  readonly targets: readonly TargetFigures[];
}

interface UnderWay {
  readonly target: string;
  readonly work: Promise<void>;
}

/**
 * Delivers webhooks at least once, under an id that stays the same. The ledger knows when an attempt is due, so that it
 * survives a restart. Right before an attempt, the escalation's own stream is read: it may no longer be due.
 */
export class WebhookDispatcher {
  readonly #ports: WebhookDispatcherPorts;
  readonly #options: WebhookDispatcherOptions;
  readonly #due: DueDeliveries;
  readonly #figures: DeliveryFigures;
  readonly #underWay = new Map<string, UnderWay>();
  /** Results that could not be recorded: they are, before their escalations are sent again. */
  readonly #unrecorded = new Map<string, { readonly due: DueDelivery; readonly command: AskedEscalationCommand }>();
  readonly #poller: Poller;
  #stopping = new AbortController();
  #lastError: string | null = null;

  constructor(ports: WebhookDispatcherPorts, options: Partial<WebhookDispatcherOptions> = {}) {
    this.#ports = ports;
    this.#options = { ...DEFAULTS, ...options };
    this.#due = new DueDeliveries(ports.deliveries);
    this.#figures = new DeliveryFigures(ports.limiters);
    const { pollIntervalMs } = this.#options;
    const { scheduler } = ports;
    this.#poller = new Poller({ scheduler, poll: () => this.#poll(), pauseMs: () => pollIntervalMs });
  }

  /** Polls at once, and from then on by itself. */
  start(): void {
    if (!this.#poller.isRunning) this.#stopping = new AbortController();
    this.#poller.start();
  }

  /** Begins nothing more. Attempts under way get some time to end, and are aborted then. */
  async stop(): Promise<void> {
    const stopping = this.#stopping;
    const cancelAbort = this.#ports.scheduler.after(this.#options.graceMs, () => stopping.abort());
    await this.#poller.stop();
    await this.settled();
    cancelAbort();
  }

  /** Polls at once, for an escalation that was just requested. */
  hint(due: DueDelivery): void {
    if (!this.#ports.limiters.some(({ target }) => target.name === due.target)) return;
    this.#due.hint(due);
    this.#poller.wake();
  }

  /** Resolves when no attempt is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all([...this.#underWay.values()].map(({ work }) => work));
  }

  status(): WebhookDispatcherStatus {
    return {
      isRunning: this.#poller.isRunning,
      inFlight: this.#underWay.size,
      lastError: this.#lastError,
      targets: this.#figures.all(),
    };
  }

  /** Never throws: the next poll retries. */
  async #poll(): Promise<void> {
    this.#due.forget(this.#now());
    try {
      for (const { due, command } of [...this.#unrecorded.values()]) await this.#record(due, command);
      for (const limiter of this.#ports.limiters) await this.#beginDue(limiter);
      await this.#refuseUnknown();
      this.#lastError = null;
    } catch (error) {
      this.#fail(`Due webhooks cannot be read or recorded: ${errorMessage(error)}`);
    }
  }

  async #beginDue(limiter: TargetLimiter): Promise<void> {
    const { name, concurrency } = limiter.target;
    const underWay = [...this.#underWay.values()].filter(({ target }) => target === name).length;
    const places =
      limiter.breaker === 'closed' ? concurrency - underWay : limiter.breaker === 'open' ? AGED_AT_ONCE : 0;
    if (places <= 0) return;
    for (const due of await this.#find(name, places)) {
      if (!this.#poller.isRunning) return;
      if (!servesTenant(limiter.target, due.tenant)) {
        await this.#refuse(due);
        continue;
      }
      const key = keyOf(due);
      const work = this.#attempt(limiter, due).finally(() => {
        this.#underWay.delete(key);
        // The next delivery need not wait for a poll to take the free place.
        if (limiter.breaker === 'closed') this.#poller.wake();
      });
      this.#underWay.set(key, { target: name, work });
    }
  }

  #find(target: string | { readonly otherThan: readonly string[] }, limit: number): Promise<readonly DueDelivery[]> {
    const inHand = new Set([...this.#underWay.keys(), ...this.#unrecorded.keys()]);
    return this.#due.find(target, limit, this.#ports.clock.now(), inHand);
  }

  /** Never throws. */
  async #attempt(limiter: TargetLimiter, due: DueDelivery): Promise<void> {
    try {
      const standing = await this.#standing(due);
      if (standing === undefined) return;
      const { state, delivery } = standing;
      const message = webhookMessage(due.tenant, due.escalationId, state);
      const { signal } = this.#stopping;
      const result = await limiter.attempt(() => this.#ports.send(limiter.target, message, signal));
      if (result.kind === 'delivered' || result.kind === 'failed') {
        this.#figures.attempted(delivery.target, result.kind);
      }
      const news = { ...this.#chance(), isWithdrawn: state.withdrawal !== null };
      const command = deliveryCommand(result, delivery, this.#options.retry, news);
      if (command !== undefined) return await this.#record(due, command);
      this.#due.note(due, this.#now() + this.#options.pollIntervalMs, this.#now());
    } catch (error) {
      this.#due.note(due, this.#now() + this.#options.pollIntervalMs, this.#now());
      this.#fail(
        `Escalation ${due.escalationId} of tenant ${due.tenant} was not delivered or recorded: ${errorMessage(error)}`,
      );
    }
  }

  /** The escalation at the head of its stream; undefined if no delivery is due, whatever the read model shows. */
  async #standing(
    due: DueDelivery,
  ): Promise<{ readonly state: EscalationState; readonly delivery: EscalationDelivery } | undefined> {
    const history = await this.#ports.executor.read(due.tenant, due.escalationId);
    const state = history?.state;
    const delivery = state?.delivery;
    const isSent = state?.status === 'delivering' || state?.status === 'withdrawn';
    const next = isSent ? delivery?.nextAttemptAt : null;
    const dueAt = next == null ? Infinity : Date.parse(next);
    if (state !== undefined && delivery != null && dueAt <= this.#now()) return { state, delivery };
    this.#due.note(due, dueAt, this.#now());
    return undefined;
  }

  /** Throws the store's faults: the next poll records it then. */
  async #record(due: DueDelivery, command: AskedEscalationCommand): Promise<void> {
    const { tenant, escalationId } = due;
    const key = keyOf(due);
    this.#unrecorded.set(key, { due, command });
    const reply = await this.#ports.executor.execute({ tenant, escalationId, command, actor: ACTOR });
    this.#unrecorded.delete(key);
    if (reply.outcome === 'REFUSED') {
      return this.#fail(
        `The delivery of escalation ${escalationId} of tenant ${tenant} is not recorded: ${reply.reason}`,
      );
    }
    const { status, delivery } = reply.escalation;
    if (reply.outcome === 'ADVANCED' && status === 'dead-lettered') this.#logDeadLetter(due, delivery);
    const next = delivery?.nextAttemptAt;
    this.#due.note(due, next == null ? Infinity : Date.parse(next), this.#now());
  }

  #logDeadLetter({ tenant, escalationId, target }: DueDelivery, delivery: EscalationDelivery | null): void {
    this.#figures.deadLettered(target);
    const { attempts = 0, lastFailure } = delivery ?? {};
    const reason = lastFailure?.detail ?? 'the target was down all along';
    this.#ports.log.error(
      `Escalation ${escalationId} of tenant ${tenant} is a dead letter after ${attempts} attempts: ${reason}`,
    );
  }

  /** A target may be configured later: until then, or until the escalation is too old, each poll counts as an attempt. */
  async #refuseUnknown(): Promise<void> {
    const known = this.#ports.limiters.map(({ target }) => target.name);
    for (const due of await this.#find({ otherThan: known }, AGED_AT_ONCE)) await this.#refuse(due);
  }

  /** Its tenant has no such target. */
  async #refuse(due: DueDelivery): Promise<void> {
    const standing = await this.#standing(due);
    if (standing === undefined) return;
    const detail = `No webhook target ${JSON.stringify(due.target)} is configured: add it to WEBHOOK_TARGETS.`;
    const result = {
      kind: 'failed',
      code: 'TARGET_UNKNOWN',
      detail,
      isPermanent: false,
      isTargetFailure: false,
    } as const;
    const command = deliveryCommand(result, standing.delivery, this.#options.retry, this.#chance());
    if (command !== undefined) await this.#record(due, command);
  }

  #now(): number {
    return this.#ports.clock.now().getTime();
  }

  #chance(): { readonly now: number; readonly random: number } {
    return { now: this.#now(), random: this.#ports.random() };
  }

  /** Logs the same fault once, until a poll succeeds. */
  #fail(message: string): void {
    if (message !== this.#lastError) this.#ports.log.error(message);
    this.#lastError = message;
  }
}
