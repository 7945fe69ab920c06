import {
  compileDefinition,
  decide,
  fold,
  type DefinitionDocument,
  type JourneyCommand,
  type JourneyState,
} from '../src';
import { paymentCall, paymentCallDocument } from '../src/testing';
import { at, identify, moved, NOW, started } from './payment-call.test-support';
import type { SpecEvent } from '../src/testing';

const { IDENTIFY, RETRY, WELCOME, ...others } = paymentCallDocument.states;

/** IDENTIFY is called VERIFY. */
const SECOND: DefinitionDocument = {
  ...paymentCallDocument,
  version: 2,
  states: {
    ...others,
    VERIFY: IDENTIFY!,
    WELCOME: { ...WELCOME, transitions: [{ target: 'VERIFY', onConflict: 'retry' }, WELCOME!.transitions![1]!] },
    RETRY: { ...RETRY, transitions: [{ target: 'VERIFY', guard: "visits('VERIFY') < 3" }] },
  },
  upgrade: { states: { IDENTIFY: 'VERIFY' } },
};
const second = compileDefinition(SECOND);
const first = { ...paymentCall, upgradesTo: second };

const stateOf = (...history: readonly SpecEvent[]): JourneyState =>
  fold(history.map((event, index) => ({ ...event, revision: BigInt(index), occurredAt: NOW })))!;
const send = (state: JourneyState, command: object) =>
  decide({ sessionId: 's', now: at(1), commandId: 'c', ...command } as JourneyCommand, state, first);

const retry = moved('IDENTIFY', 'RETRY');
const again = moved('RETRY', 'IDENTIFY');

describe('a journey that comes over before its command', () => {
  it('counts its visits under the new names: a guard that counts attempts is not reset', () => {
    const twice = stateOf(started(), identify, retry, again, retry);
    expect(send(twice, { type: 'TransitionJourney', targetStateId: 'IDENTIFY' })).toMatchObject({
      kind: 'accepted',
      events: [
        { type: 'JourneyMigrated', data: { by: 'rule', stateMap: { IDENTIFY: 'VERIFY' } } },
        { type: 'JourneyTransitioned', data: { to: 'VERIFY', guard: { inputs: { "visits('VERIFY')": 2 } } } },
      ],
    });
    const thrice = stateOf(started(), identify, retry, again, retry, again, retry);
    expect(send(thrice, { type: 'TransitionJourney', targetStateId: 'IDENTIFY' })).toMatchObject({
      kind: 'rejected',
      code: 'GUARD_FAILED',
    });
  });

  it('knows a timeout of a state by its new name: a late command is late still', () => {
    const timedOut = stateOf(started(), identify, {
      type: 'ABORT_TIMEOUT',
      data: {
        from: 'IDENTIFY',
        to: 'AGENT',
        enteredAt: NOW,
        deadline: NOW,
        detectedBy: 'saga',
        policy: 'definition',
        abortedAt: NOW,
      },
    });
    expect(send(timedOut, { type: 'TransitionJourney', targetStateId: 'PAYMENT' })).toMatchObject({
      kind: 'late',
      reason: expect.stringMatching(/^"VERIFY" timed out/) as string,
    });
  });

  it('appends nothing with a command that is malformed, refused, stale or a repeat', () => {
    const state = stateOf(started(), { ...identify, commandId: 'done' });
    for (const command of [
      { type: 'TransitionJourney' },
      { type: 'TransitionJourney', targetStateId: 'DONE' },
      { type: 'TransitionJourney', targetStateId: 'RETRY', expectedStateId: 'WELCOME' },
      { type: 'ChangeContext', patch: { fraudScore: 'high' } },
      { type: 'ChangeContext', patch: {}, expectedRevision: 0n },
    ]) {
      expect(['rejected', 'conflict']).toContain(send(state, command).kind);
    }
    const known = fold([{ ...identify, revision: 1n, occurredAt: NOW, commandId: 'done' }], stateOf(started()))!;
    expect(send(known, { type: 'ChangeChannel', channel: 'chat', commandId: 'done' }).kind).toBe('repeated');
  });

  it('enters states with their old names, so that what was changed under these holds', () => {
    expect(send(stateOf(started()), { type: 'TransitionJourney', targetStateId: 'IDENTIFY' })).toMatchObject({
      events: [{ type: 'JourneyMigrated' }, { data: { to: 'VERIFY', renamedFrom: ['IDENTIFY'] } }],
    });
    const start = { type: 'StartJourney', sessionId: 'n', now: NOW } as const;
    const decision = decide(start, undefined, second);
    expect(decision).toMatchObject({ kind: 'accepted', events: [{ data: { stateId: 'WELCOME' } }] });
    expect(decision).not.toHaveProperty('events.0.data.renamedFrom');
  });
});
