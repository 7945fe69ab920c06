import { compileDefinition, escalationStream, type EscalationEvent } from '@ledger/journey';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import type { LedgerScript } from '../support/ledger-script';
import { at } from './instants';

export const paymentCall2 = compileDefinition({ ...paymentCallDocument, version: 2 });

/** A journey in a line: when it began, its channel, and what happened so many seconds later. */
interface Way {
  readonly sessionId: string;
  readonly start: number;
  readonly channel: string;
  readonly moves: readonly (readonly [seconds: number, to: string])[];
}

const WAYS: readonly Way[] = [
  {
    sessionId: 'a',
    start: 0,
    channel: 'voice',
    moves: [
      [10, 'IDENTIFY'],
      [30, 'RETRY'],
      [40, 'IDENTIFY'],
      [45, 'RETRY'],
      [100, 'AGENT'],
      [160, 'DONE'],
    ],
  },
  {
    sessionId: 'b',
    start: 1,
    channel: 'chat',
    moves: [
      [21, 'IDENTIFY'],
      [51, 'AGENT'],
      [71, 'DONE'],
    ],
  },
  { sessionId: 'c', start: 2, channel: 'voice', moves: [[200, 'timeout']] },
  {
    sessionId: 'd',
    start: 3,
    channel: 'chat',
    moves: [
      [13, 'IDENTIFY'],
      [300, 'timeout'],
    ],
  },
  { sessionId: 'e', start: 4, channel: 'voice', moves: [] },
  { sessionId: 'f', start: 5, channel: 'voice', moves: [[20, 'IDENTIFY']] },
  {
    sessionId: 'g',
    start: 6,
    channel: 'voice',
    moves: [
      [16, 'IDENTIFY'],
      [20, 'RETRY'],
      [50, 'restart'],
      [60, 'IDENTIFY'],
      [80, 'AGENT'],
    ],
  },
];

/** Seven journeys of version 1, one of version 2, and one of another tenant; what timed out asked for escalations. */
export async function writeAnalyticsScript(script: LedgerScript): Promise<void> {
  for (const tenant of ['default', 'acme']) {
    await script.publish(paymentCall, at(0), tenant);
    await script.publish(paymentCall2, at(0), tenant);
  }
  for (const way of WAYS) await write(script, way);
  const later: Way = { sessionId: 'h', start: 7, channel: 'voice', moves: [[47, 'IDENTIFY']] };
  await write(script, later, paymentCall2);
  const timedOut: Way = { ...later, sessionId: 'a', moves: [...later.moves, [300, 'timeout']] };
  await write(script, timedOut, paymentCall, 'acme');
  // Both timeouts of IDENTIFY requested an escalation; the first tenant's is completed.
  await escalate(script, 'd', 'default');
  await append(script, 'd', 'default', { type: 'EscalationCompleted', data: { claimant: 'ann' } });
  await escalate(script, 'a', 'acme');
}

async function escalate(script: LedgerScript, sessionId: string, tenant: string): Promise<void> {
  await append(script, sessionId, tenant, {
    type: 'EscalationRequested',
    data: {
      ...{ escalation: 'callback', kind: 'callback', queue: 'retention', reason: 'timeout', sessionId },
      ...{ definitionId: 'PaymentCall', definitionVersion: 1, stateId: 'IDENTIFY', currentStateId: 'ABORT_TIMEOUT' },
      ...{ journeyRevision: 2, journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8', triggeredAt: at(300) },
    },
  });
}

async function append(
  script: LedgerScript,
  sessionId: string,
  tenant: string,
  { type, data }: EscalationEvent,
): Promise<void> {
  await script.append(escalationStream(tenant, `${sessionId}:2`), type, data, at(301), tenant);
}

async function write(
  script: LedgerScript,
  { sessionId, start, channel, moves }: Way,
  definition = paymentCall,
  tenant = 'default',
): Promise<void> {
  await script.run(definition, { type: 'StartJourney', sessionId, now: at(start), channel }, { tenant });
  for (const [seconds, to] of moves) {
    const common = { sessionId, now: at(seconds) };
    if (to === 'restart')
      await script.run(definition, { type: 'RestartJourney', ...common, reason: 'test' }, { tenant });
    else if (to === 'timeout') {
      const enteredRevision = script.stateOf(sessionId, tenant)?.enteredRevision ?? 0n;
      await script.run(definition, { type: 'AbortOnTimeout', ...common, enteredRevision }, { tenant });
    } else await script.run(definition, { type: 'TransitionJourney', ...common, targetStateId: to }, { tenant });
  }
}
