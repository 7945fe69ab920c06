import type { PortToken } from '@ledger/plain-data';

/** The only source of the current instant. Tests give a fake one. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const CLOCK: PortToken<Clock> = Symbol('CLOCK');
