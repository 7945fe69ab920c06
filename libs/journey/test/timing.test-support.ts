import { withTimeoutRules, type CompiledDefinition, type TimeoutChange, type TimeoutPause } from '../src';
import { paymentCall } from '../src/testing';
import { at } from './payment-call.test-support';

/** Minutes after the instant of the specs, as epoch milliseconds. */
export const minute = (minutes: number): number => Date.parse(at(minutes));

export function override(
  revision: number,
  minutes: number,
  { after, applyTo = 'waiting', grace = 0 }: { after: number; applyTo?: 'new' | 'waiting'; grace?: number },
): TimeoutChange {
  return {
    kind: 'override',
    revision,
    at: minute(minutes),
    after: `PT${after}M`,
    afterMs: after * 60_000,
    applyTo,
    graceMs: grace * 60_000,
  };
}

export function removal(revision: number, minutes: number, overrideRevision: number, grace = 0): TimeoutChange {
  return { kind: 'removal', revision, at: minute(minutes), overrideRevision, graceMs: grace * 60_000 };
}

export function pause(from: number, to: number | null): TimeoutPause {
  return { from: minute(from), to: to === null ? null : minute(to) };
}

/** The definition of the specs with changes of its WELCOME state and pauses of the tenant. */
export function ruled(changes: readonly TimeoutChange[], ...pauses: readonly TimeoutPause[]): CompiledDefinition {
  return withTimeoutRules(paymentCall, { changes: new Map([['WELCOME', changes]]), pauses });
}
