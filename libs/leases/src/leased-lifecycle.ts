import { aborted } from '@ledger/runtime';
import { holdLease, type HeldLease } from './hold-lease';
import type { Leases } from './lease';

export interface LeasedLifecycleOptions {
  readonly leases: Leases;
  /** Of the lease. */
  readonly name: string;
  /** Ends soon after the signal is aborted. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly log: { warn(message: string): void };
}

/** Work that runs by itself from its start to its stop. */
export interface StartedWork {
  start(): void;
  /** Resolves when what is in progress has ended. */
  stop(): Promise<void>;
}

/** Runs work while this process holds the lease. As a provider it stops before the server and the stores close. */
export class LeasedLifecycle {
  #lease: HeldLease | undefined;

  constructor(private readonly options: LeasedLifecycleOptions) {}

  onApplicationBootstrap(): void {
    const { leases, name, work, log } = this.options;
    this.#lease = holdLease({
      leases,
      name,
      work: (_, signal) => work(signal),
      onNotice: ({ kind }) => {
        if (kind === 'lost') log.warn(`Lost the lease ${name}; standing by.`);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#lease?.stop();
  }
}

/** Starts work, and stops it when the signal is aborted. */
export async function runUntil(signal: AbortSignal, work: StartedWork): Promise<void> {
  work.start();
  await aborted(signal);
  await work.stop();
}
