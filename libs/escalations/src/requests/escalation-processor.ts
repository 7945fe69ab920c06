import {
  assertIntact,
  isEvent,
  streamName,
  type EventStore,
  type ReadEvent,
  type RecordedEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { type DefinitionLookup } from '@ledger/command-handling';
import { aborted, backoffMs, errorMessage, sleep, type Clock, type Sleep, type SystemLog } from '@ledger/runtime';
import { journeyStream, parseEscalationId } from '@ledger/journey';
import type { ConsumerCheckpoint, ConsumerCheckpoints } from '@ledger/projections';
import type { EscalationExecutor } from '../commands/escalation-executor';
import { LowWatermark } from './low-watermark';
import {
  requestedEscalations,
  withdrawnEscalations,
  type RequestedEscalation,
  type WithdrawnEscalation,
} from './requested-escalations';

export interface EscalationProcessorPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly definitions: Pick<DefinitionLookup, 'resolve'>;
  readonly executor: Pick<EscalationExecutor, 'execute'>;
  readonly checkpoints: Pick<ConsumerCheckpoints, 'load' | 'store'>;
  readonly clock: Clock;
  readonly log: SystemLog;
  /** Called for each escalation that is in the ledger now. */
  readonly onRequested?: (requested: RequestedEscalation) => void;
  /** Called for each escalation that was withdrawn; with the webhook's target, which is to be told. */
  readonly onWithdrawn?: (withdrawn: {
    readonly tenant: string;
    readonly escalationId: string;
    readonly target: string | undefined;
  }) => void;
}

export interface EscalationProcessorOptions {
  /** Requests under way at once at most. */
  readonly concurrency: number;
  /** Least time between two checkpoints, in milliseconds. */
  readonly checkpointEveryMs: number;
  /** Shortest time between two reads of what the ledger has gained, in milliseconds. */
  readonly spacingMs: number;
  /** Events recorded before this instant request nothing: RFC 3339. */
  readonly from?: string;
  /** Longest pause after a fault, in milliseconds. */
  readonly maxBackoffMs: number;
  /** Tests give one that does not wait. */
  readonly sleep: Sleep;
}

/** Checkpoints are rare: after a crash events are only read again, and on SQLite each write blocks this thread. */
const DEFAULTS: EscalationProcessorOptions = {
  concurrency: 32,
  checkpointEveryMs: 30_000,
  // Without it, under load each commit would be read by itself, on the commands' own thread.
  spacingMs: 50,
  maxBackoffMs: 30_000,
  sleep,
};

const FIRST_BACKOFF_MS = 250;
const CHECKPOINT = 'escalations';
const ACTOR = { subject: 'escalations', kind: 'saga' } as const;
/** Ends both `escalation` and `nextEscalation`, or names what is withdrawn: an event with neither is not parsed. */
const MARKS = ['scalation":', '"withdraws":'] as const;

export interface EscalationProcessorStatus {
  readonly isRunning: boolean;
  /** Whether it has read all that the ledger held at its last read. */
  readonly isCaughtUp: boolean;
  readonly position: string | null;
  /** Since the start of this process: requested, and found to be requested already. */
  readonly requested: number;
  readonly repeated: number;
  readonly lastError: string | null;
}

/**
 * Requests the escalations that journeys ask for, and withdraws those that they no longer need. It follows the ledger, so that nothing is requested without its journey
 * event. The checkpoint moves after the append, so that nothing is lost. An escalation's id follows from its event, so
 * that a second request finds the first.
 */
export class EscalationProcessor {
  readonly #options: EscalationProcessorOptions;
  readonly #counts = { requested: 0, repeated: 0 };
  #isRunning = false;
  #isCaughtUp = false;
  #reached: ConsumerCheckpoint | undefined;
  #stored: ConsumerCheckpoint | undefined;
  #storedAt = 0;
  #lastError: string | null = null;

  constructor(
    private readonly ports: EscalationProcessorPorts,
    options: Partial<EscalationProcessorOptions> = {},
  ) {
    this.#options = { ...DEFAULTS, ...options };
  }

  status(): EscalationProcessorStatus {
    return {
      isRunning: this.#isRunning,
      isCaughtUp: this.#isCaughtUp,
      position: this.#reached?.position ?? null,
      ...this.#counts,
      lastError: this.#lastError,
    };
  }

  /** Follows the ledger until the signal is aborted, whatever goes wrong on the way. */
  async run(signal: AbortSignal): Promise<void> {
    this.#begin();
    let failures = 0;
    while (!signal.aborted) {
      const before = this.#reached?.position;
      try {
        await this.#follow(signal);
      } catch (error) {
        failures = this.#reached?.position === before ? failures + 1 : 1;
        this.#fail(error);
        const { maxBackoffMs: longestPauseMs } = this.#options;
        await this.#options.sleep(backoffMs({ firstPauseMs: FIRST_BACKOFF_MS, longestPauseMs }, failures), signal);
      }
    }
    await this.#saveCheckpoint();
    this.#isRunning = false;
    this.#isCaughtUp = false;
  }

  #begin(): void {
    this.#isRunning = true;
    // Another process may have come further since this one last ran.
    this.#reached = undefined;
  }

  async #follow(stopping: AbortSignal): Promise<void> {
    const { store, checkpoints, clock } = this.ports;
    if (this.#reached === undefined) {
      this.#stored = this.#reached = await checkpoints.load(CHECKPOINT, store);
      this.#storedAt = clock.now().getTime();
    }
    const watermark = new LowWatermark(this.#reached);
    const failing = new AbortController();
    const signal = AbortSignal.any([stopping, failing.signal]);
    const failed = aborted(failing.signal);
    const underWay = new Set<Promise<void>>();
    const { position } = this.#reached ?? {};
    try {
      for await (const message of store.subscribe({ after: position, signal })) {
        if (!isEvent(message)) this.#isCaughtUp ||= message.kind === 'caught-up';
        else if (isSilent(message)) watermark.pass(message);
        else {
          const done = watermark.begin(message);
          const work: Promise<void> = this.#request(message).then(
            () => {
              done();
              this.#reached = watermark.reached;
              underWay.delete(work);
            },
            (error: unknown) => failing.abort(error),
          );
          underWay.add(work);
          if (underWay.size >= this.#options.concurrency) await Promise.race([...underWay, failed]);
        }
        this.#reached = watermark.reached;
        if (this.#isCheckpointOld()) await this.#saveCheckpoint();
        if (!isEvent(message)) await this.#options.sleep(this.#options.spacingMs, signal);
      }
    } finally {
      await Promise.all(underWay);
      this.#reached = watermark.reached;
    }
    if (failing.signal.aborted) throw failing.signal.reason;
    if (!stopping.aborted) throw new Error('The subscription ended by itself.');
  }

  async #request(event: RecordedEvent): Promise<void> {
    const { from } = this.#options;
    if (from !== undefined && Date.parse(event.recordedAt) < Date.parse(from)) return;
    const read = this.#read(event);
    if (read === undefined) return;
    await this.#requestAll(read);
    for (const withdrawn of withdrawnEscalations(read)) await this.#withdraw(withdrawn);
    this.#lastError = null;
  }

  async #requestAll(read: ReadEvent): Promise<void> {
    const { executor, onRequested } = this.ports;
    for (const requested of await requestedEscalations(this.ports, read)) {
      const { tenant, escalationId, request, causationId, correlationId } = requested;
      const { outcome } = await executor.execute({
        tenant,
        escalationId,
        command: { type: 'RequestEscalation', request },
        actor: ACTOR,
        causationId,
        correlationId,
      });
      this.#counts[outcome === 'ADVANCED' ? 'requested' : 'repeated'] += 1;
      onRequested?.(requested);
    }
  }

  async #withdraw({ tenant, escalationId, withdrawal, askedAt, ...cause }: WithdrawnEscalation): Promise<void> {
    const { executor, onWithdrawn } = this.ports;
    const command = { type: 'WithdrawEscalation', withdrawal } as const;
    const withdraw = () => executor.execute({ tenant, escalationId, command, actor: ACTOR, ...cause });
    let reply = await withdraw();
    if (reply.outcome === 'REFUSED' && reply.code === 'ESCALATION_NOT_FOUND') {
      // Its request is under way beside this one, or nothing was ever requested, as of imported events.
      await this.#requestAgain(tenant, escalationId, askedAt);
      reply = await withdraw();
    }
    if (reply.outcome === 'REFUSED' && reply.code === 'REVISION_CONFLICT') throw new Error(reply.reason);
    if (reply.outcome === 'ADVANCED')
      onWithdrawn?.({ tenant, escalationId, target: reply.escalation.delivery?.target });
  }

  async #requestAgain(tenant: string, escalationId: string, revision: bigint): Promise<void> {
    const { sessionId } = parseEscalationId(escalationId) ?? { sessionId: '' };
    const stream = streamName(journeyStream(tenant, sessionId));
    for await (const event of this.ports.store.readStream(stream, { from: revision, limit: 1, ifMissing: 'empty' })) {
      const { from } = this.#options;
      const read =
        from !== undefined && Date.parse(event.recordedAt) < Date.parse(from) ? undefined : this.#read(event);
      if (read !== undefined) await this.#requestAll(read);
    }
  }

  /** Undefined for a damaged event: the audit finds it, and it must not delay the others. */
  #read(event: RecordedEvent): ReadEvent | undefined {
    try {
      assertIntact(event);
      return this.ports.upcasters.read(event);
    } catch (error) {
      this.ports.log.error(`Event ${event.id} of ${event.stream} requests nothing: ${errorMessage(error)}`);
      return undefined;
    }
  }

  #isCheckpointOld(): boolean {
    return this.ports.clock.now().getTime() - this.#storedAt >= this.#options.checkpointEveryMs;
  }

  /** A checkpoint that cannot be stored only costs reading the same events again. */
  async #saveCheckpoint(): Promise<void> {
    const { checkpoints, clock, log } = this.ports;
    const reached = this.#reached;
    const now = clock.now();
    this.#storedAt = now.getTime();
    if (reached === undefined || reached.position === this.#stored?.position) return;
    try {
      await checkpoints.store(CHECKPOINT, reached, now.toISOString());
      this.#stored = reached;
    } catch (error) {
      log.warn(`The checkpoint of the escalations cannot be stored: ${errorMessage(error)}`);
    }
  }

  #fail(error: unknown): void {
    this.#isCaughtUp = false;
    const message = `Escalations cannot be requested: ${errorMessage(error)}`;
    if (message !== this.#lastError) this.ports.log.error(message);
    this.#lastError = message;
  }
}

/** Whether an event certainly requests and withdraws nothing, told without parsing it. */
function isSilent({ stream, data }: RecordedEvent): boolean {
  return !stream.startsWith('journey.') || !MARKS.some((mark) => data.includes(mark));
}
