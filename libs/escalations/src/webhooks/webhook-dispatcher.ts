import { errorMessage, type Clock, type SystemLog, type Scheduler } from '@ledger/runtime';
import type { EscalationDelivery, EscalationState } from '@ledger/journey';
import type { DueDelivery, EscalationQueries } from '@ledger/projections';
import type { AskedEscalationCommand, EscalationExecutor } from '../commands/escalation-executor';
import { deliveryCommand } from './delivery-command';
import { DeliveryFigures, type TargetFigures } from './delivery-figures';
import { DueDeliveries, keyOf } from './due-deliveries';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry-schedule';
import type { TargetLimiter } from './target-limiter';
import { webhookMessage, type WebhookMessage } from './webhook-message';
import type { DeliveryResult, WebhookTarget } from './webhook-target';

export interface WebhookDispatcherPorts {
  readonly deliveries: Pick<EscalationQueries, 'dueDeliveries'>;
  readonly executor: Pick<EscalationExecutor, 'read' | 'execute'>;
  readonly gates: readonly TargetLimiter[];
  /** Makes one attempt; never throws. */
  readonly send: (target: WebhookTarget, message: WebhookMessage, signal: AbortSignal) => Promise<DeliveryResult>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface WebhookDispatcherOptions {
  /** Longest time between two looks, in milliseconds. */
  readonly pollIntervalMs: number;
  /** How long attempts under way may take to end when it stops, in milliseconds. */
  readonly graceMs: number;
  readonly retry: RetryPolicy;
}

const DEFAULTS: WebhookDispatcherOptions = { pollIntervalMs: 1_000, graceMs: 2_000, retry: DEFAULT_RETRY_POLICY };

const ACTOR = { subject: 'webhooks', kind: 'saga' } as const;
/** Deliveries of a target whose circuit is open, or that is unknown, that one look sees to: they may be too old by now. */
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
 * Delivers webhooks: at least once, under an id that stays the same. When an attempt is due stands in the ledger, and so
 * survives a restart; whether it still is, is read from the escalation's own stream right before it is made.
 */
export class WebhookDispatcher {
  readonly #ports: WebhookDispatcherPorts;
  readonly #options: WebhookDispatcherOptions;
  readonly #due: DueDeliveries;
  readonly #figures: DeliveryFigures;
  readonly #underWay = new Map<string, UnderWay>();
  /** Results that the ledger did not take, to be recorded before anything of theirs is sent again. */
  readonly #unrecorded = new Map<string, { readonly due: DueDelivery; readonly command: AskedEscalationCommand }>();
  #stopping = new AbortController();
  #isRunning = false;
  #isKicked = false;
  #cancelWake: (() => void) | undefined;
  #look: Promise<void> = Promise.resolve();
  #lastError: string | null = null;

  constructor(ports: WebhookDispatcherPorts, options: Partial<WebhookDispatcherOptions> = {}) {
    this.#ports = ports;
    this.#options = { ...DEFAULTS, ...options };
    this.#due = new DueDeliveries(ports.deliveries);
    this.#figures = new DeliveryFigures(ports.gates);
  }

  /** Looks at once, and from then on by itself. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#stopping = new AbortController();
    this.#wakeAfter(0);
  }

  /** Begins nothing more; what is under way has a while to end, and is broken off then. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    await this.#look;
    const stopping = this.#stopping;
    const cancelCut = this.#ports.scheduler.after(this.#options.graceMs, () => stopping.abort());
    await this.settled();
    cancelCut();
  }

  /** Something was requested just now: it is looked at at once. */
  hint(due: DueDelivery): void {
    if (!this.#ports.gates.some(({ target }) => target.name === due.target)) return;
    this.#due.hint(due);
    this.#kick();
  }

  /** Resolves when no attempt is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all([...this.#underWay.values()].map(({ work }) => work));
  }

  status(): WebhookDispatcherStatus {
    return {
      isRunning: this.#isRunning,
      inFlight: this.#underWay.size,
      lastError: this.#lastError,
      targets: this.#figures.all(),
    };
  }

  #kick(): void {
    this.#isKicked = true;
    if (!this.#isRunning || this.#cancelWake === undefined) return;
    this.#cancelWake();
    this.#wakeAfter(0);
  }

  #wakeAfter(ms: number): void {
    this.#cancelWake = this.#ports.scheduler.after(ms, () => this.#wake());
  }

  async #wake(): Promise<void> {
    this.#cancelWake = undefined;
    // Stopped and started again, it may be woken while it still looks: one look after the other.
    const look = this.#look.then(() => this.#lookAround());
    this.#look = look;
    await look;
    if (!this.#isRunning || this.#cancelWake !== undefined) return;
    this.#wakeAfter(this.#isKicked ? 0 : this.#options.pollIntervalMs);
  }

  /** Never throws: a look that fails is made again. */
  async #lookAround(): Promise<void> {
    this.#isKicked = false;
    this.#due.forget(this.#now());
    try {
      for (const { due, command } of [...this.#unrecorded.values()]) await this.#record(due, command);
      for (const gate of this.#ports.gates) await this.#beginDue(gate);
      await this.#refuseUnknown();
      this.#lastError = null;
    } catch (error) {
      this.#fail(`Webhooks that are due cannot be looked up or recorded: ${errorMessage(error)}`);
    }
  }

  async #beginDue(gate: TargetLimiter): Promise<void> {
    const { name, concurrency } = gate.target;
    const underWay = [...this.#underWay.values()].filter(({ target }) => target === name).length;
    const places = gate.breaker === 'closed' ? concurrency - underWay : gate.breaker === 'open' ? AGED_AT_ONCE : 0;
    if (places <= 0) return;
    for (const due of await this.#find(name, places)) {
      if (!this.#isRunning) return;
      const key = keyOf(due);
      const work = this.#attempt(gate, due).finally(() => {
        this.#underWay.delete(key);
        // With a place free again, what waits for it need not wait for the next poll.
        if (gate.breaker === 'closed') this.#kick();
      });
      this.#underWay.set(key, { target: name, work });
    }
  }

  #find(target: string | { readonly otherThan: readonly string[] }, limit: number): Promise<readonly DueDelivery[]> {
    const inHand = new Set([...this.#underWay.keys(), ...this.#unrecorded.keys()]);
    return this.#due.find(target, limit, this.#ports.clock.now(), inHand);
  }

  /** Never throws. */
  async #attempt(gate: TargetLimiter, due: DueDelivery): Promise<void> {
    try {
      const standing = await this.#standing(due);
      if (standing === undefined) return;
      const { state, delivery } = standing;
      const message = webhookMessage(due.tenant, due.escalationId, state);
      const { signal } = this.#stopping;
      const result = await gate.attempt(() => this.#ports.send(gate.target, message, signal));
      if (result.kind === 'delivered' || result.kind === 'failed') {
        this.#figures.attempted(delivery.target, result.kind);
      }
      const command = deliveryCommand(result, delivery, this.#options.retry, this.#chance());
      if (command !== undefined) return await this.#record(due, command);
      this.#due.note(due, this.#now() + this.#options.pollIntervalMs, this.#now());
    } catch (error) {
      this.#due.note(due, this.#now() + this.#options.pollIntervalMs, this.#now());
      this.#fail(
        `Escalation ${due.escalationId} of tenant ${due.tenant} was not delivered or recorded: ${errorMessage(error)}`,
      );
    }
  }

  /** The escalation at the head of its stream; undefined where nothing of it is due, whatever the read model shows. */
  async #standing(
    due: DueDelivery,
  ): Promise<{ readonly state: EscalationState; readonly delivery: EscalationDelivery } | undefined> {
    const history = await this.#ports.executor.read(due.tenant, due.escalationId);
    const state = history?.state;
    const delivery = state?.delivery;
    const next = state?.status === 'delivering' ? delivery?.nextAttemptAt : null;
    const dueAt = next == null ? Infinity : Date.parse(next);
    if (state !== undefined && delivery != null && dueAt <= this.#now()) return { state, delivery };
    this.#due.note(due, dueAt, this.#now());
    return undefined;
  }

  /** Throws where the ledger does not take it: then it is recorded at the next look. */
  async #record(due: DueDelivery, command: AskedEscalationCommand): Promise<void> {
    const { tenant, escalationId } = due;
    const key = keyOf(due);
    this.#unrecorded.set(key, { due, command });
    const reply = await this.#ports.executor.execute({ tenant, escalationId, command, actor: ACTOR });
    this.#unrecorded.delete(key);
    if (reply.outcome === 'REFUSED') {
      return this.#fail(`The delivery of escalation ${escalationId} of tenant ${tenant} is not kept: ${reply.reason}`);
    }
    const { status, delivery } = reply.escalation;
    if (reply.outcome === 'ADVANCED' && status === 'dead-lettered') this.#tellOfDeadLetter(due, delivery);
    const next = delivery?.nextAttemptAt;
    this.#due.note(due, next == null ? Infinity : Date.parse(next), this.#now());
  }

  #tellOfDeadLetter({ tenant, escalationId, target }: DueDelivery, delivery: EscalationDelivery | null): void {
    this.#figures.deadLettered(target);
    const { attempts = 0, lastFailure } = delivery ?? {};
    const reason = lastFailure?.detail ?? 'the target was down all the time';
    this.#ports.log.error(
      `Escalation ${escalationId} of tenant ${tenant} is a dead letter after ${attempts} attempts: ${reason}`,
    );
  }

  /** A target may be configured later: until it is, or until the escalation is too old, each look counts as an attempt. */
  async #refuseUnknown(): Promise<void> {
    const known = this.#ports.gates.map(({ target }) => target.name);
    for (const due of await this.#find({ otherThan: known }, AGED_AT_ONCE)) {
      const standing = await this.#standing(due);
      if (standing === undefined) continue;
      const detail = `No webhook target ${JSON.stringify(due.target)} is configured: add it to WEBHOOK_TARGETS.`;
      const result = {
        kind: 'failed',
        code: 'TARGET_UNKNOWN',
        detail,
        isPermanent: false,
        isTargetsTrouble: false,
      } as const;
      const command = deliveryCommand(result, standing.delivery, this.#options.retry, this.#chance());
      if (command !== undefined) await this.#record(due, command);
    }
  }

  #now(): number {
    return this.#ports.clock.now().getTime();
  }

  #chance(): { readonly now: number; readonly random: number } {
    return { now: this.#now(), random: this.#ports.random() };
  }

  /** Says the same fault once until something goes well again. */
  #fail(message: string): void {
    if (message !== this.#lastError) this.#ports.log.error(message);
    this.#lastError = message;
  }
}
