import paymentCall from '../../../definitions/customer-journey-state.json';
import type { Recorder, Step } from './recorder';
import { contestedCase, importedCase, upgradedCalls } from './service-case';

type Script = (ledger: Recorder) => Promise<void>;

/** A call that goes well, with a hand-over, a guard that first fails, a repeat and refusals. */
async function paidCall(ledger: Recorder): Promise<void> {
  const sessionId = 'call-paid';
  const correlationId = '7b6f6f0e-6d4e-4a52-9d0b-6f4c1f5f3a10';
  const source = { platform: 'genesys', conversationId: correlationId, channel: 'voice' };
  await ledger.publish(paymentCall);
  await ledger.do({
    command: {
      ...{ type: 'StartJourney', sessionId, commandId: 'start' },
      ...{ customerId: 'C-1042', channel: 'voice', initiatingSource: 'inbound_queue' },
      context: { cardLast4: '4242' },
    },
    ...{ definitionId: paymentCall.id, correlationId, source, gives: 'CREATED' },
  });
  ledger.time.pass({ seconds: 20 });
  const move = { type: 'TransitionJourney', sessionId } as const;
  const traced = { correlationId, source };
  await ledger.do({
    command: { ...move, targetStateId: 'IDENTIFY', expectedRevision: 0n },
    ...traced,
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: { ...move, targetStateId: 'IDENTIFY', expectedRevision: 0n },
    ...traced,
    gives: 'ADVANCED',
  });
  await ledger.do({ command: { ...move, targetStateId: 'COMPLETED', commandId: 'too-early' }, gives: 'REJECTED' });
  await ledger.do({ command: { ...move, targetStateId: 'IDENTIFY', commandId: 'there-already' }, gives: 'UNCHANGED' });
  await ledger.do({
    command: { ...move, targetStateId: 'PAYMENT_COLLECTOR', commandId: 'unverified' },
    gives: 'REJECTED',
  });
  await ledger.do({
    command: { ...move, targetStateId: 'PAYMENT_COLLECTOR', expectedRevision: 0n },
    gives: 'CONFLICT',
  });
  ledger.time.pass({ seconds: 31, milliseconds: 7 });
  await ledger.do({
    command: { type: 'ChangeContext', sessionId, commandId: 'scored', patch: { fraudScore: 0.25 } },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: { type: 'ChangeChannel', sessionId, commandId: 'to-chat', channel: 'chat', conversationId: 'chat-77' },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: {
      ...move,
      targetStateId: 'PAYMENT_COLLECTOR',
      commandId: 'verified',
      context: { verified: true },
      maxDuration: 300,
    },
    gives: 'ADVANCED',
  });
  ledger.time.pass({ minutes: 4 });
  await ledger.do({ command: { ...move, targetStateId: 'COMPLETED', commandId: 'done' }, gives: 'ADVANCED' });
  await ledger.do({ command: { ...move, targetStateId: 'AGENT_ESCALATION', commandId: 'late' }, gives: 'REJECTED' });
}

/** Timeouts found by the saga and by a late command, a deadline that operations moved, and a restart. */
async function timedOutCalls(ledger: Recorder): Promise<void> {
  await ledger.publish(paymentCall);
  const definitionId = paymentCall.id;
  for (const sessionId of ['call-silent', 'call-late', 'call-again']) {
    await ledger.do({
      command: { type: 'StartJourney', sessionId, channel: 'voice', commandId: 'start' },
      definitionId,
      gives: 'CREATED',
    });
    ledger.time.pass({ seconds: 1 });
    await ledger.do({
      command: { type: 'TransitionJourney', sessionId, targetStateId: 'IDENTIFY', commandId: 'identify' },
      gives: 'ADVANCED',
    });
  }
  await ledger.do({
    command: {
      type: 'ChangeDeadline',
      sessionId: 'call-again',
      commandId: 'more-time',
      deadline: '2026-11-22T10:00:00.000Z',
      reason: 'The caller is looking for the card.',
    },
    ...{ by: 'operator', gives: 'ADVANCED' },
  });
  ledger.time.pass({ minutes: 3, milliseconds: 500 });
  await ledger.do({
    command: { type: 'AbortOnTimeout', sessionId: 'call-silent', enteredRevision: 1n },
    by: 'saga',
    gives: 'EXPIRED',
  });
  await ledger.do({
    command: { type: 'AbortOnTimeout', sessionId: 'call-again', enteredRevision: 0n },
    by: 'saga',
    gives: 'STALE',
  });
  await ledger.do({
    command: {
      type: 'TransitionJourney',
      sessionId: 'call-late',
      targetStateId: 'AGENT_ESCALATION',
      commandId: 'too-late',
    },
    gives: 'EXPIRED',
  });
  await ledger.do({
    command: {
      type: 'TransitionJourney',
      sessionId: 'call-late',
      targetStateId: 'CALLBACK_SCHEDULED',
      commandId: 'callback',
    },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: { type: 'RestartJourney', sessionId: 'call-again', commandId: 'over', reason: 'Wrong customer.' },
    by: 'operator',
    gives: 'RESTARTED',
  });
  await ledger.do({
    command: {
      type: 'ChangeDeadline',
      sessionId: 'call-again',
      commandId: 'no-hurry',
      deadline: null,
      reason: 'Training.',
    },
    by: 'operator',
    gives: 'ADVANCED',
  });
}

/** What operators do to journeys: moves, an abort, a restart, and the way to another version of the definition. */
async function operatedCalls(ledger: Recorder): Promise<void> {
  await ledger.publish(paymentCall);
  const starts = ['call-moved', 'call-aborted', 'call-migrated'];
  for (const sessionId of starts) {
    await ledger.do({
      command: { type: 'StartJourney', sessionId, commandId: 'start', channel: 'voice' },
      ...{ definitionId: paymentCall.id, gives: 'CREATED' },
    });
  }
  ledger.time.pass({ seconds: 11 });
  const reason = 'Zahlungsdienst ausgefallen – Störung 4711';
  const asked = { by: 'operator', causationId: 'op-1', correlationId: 'op-1', gives: 'ADVANCED' } as const;
  const commandId = 'operation:op-1';
  await ledger.do({
    command: { type: 'MoveJourney', sessionId: 'call-moved', targetStateId: 'AGENT_ESCALATION', reason, commandId },
    ...asked,
  });
  await ledger.do({
    command: { type: 'MoveJourney', sessionId: 'call-moved', targetStateId: 'COMPLETED', reason, commandId: 'done' },
    ...asked,
  });
  await ledger.do({
    command: { type: 'MoveJourney', sessionId: 'call-moved', targetStateId: 'IDENTIFY', reason, commandId: 'too-late' },
    ...{ ...asked, gives: 'REJECTED' },
  });
  await ledger.do({
    command: { type: 'MoveJourney', sessionId: 'call-aborted', targetStateId: 'ABORT_TIMEOUT', reason, commandId },
    ...asked,
  });
  const { AGENT_ESCALATION, ABORT_TIMEOUT, CALLBACK_SCHEDULED, COMPLETED } = paymentCall.states;
  await ledger.publish({
    ...paymentCall,
    version: 2,
    states: {
      INTRO_WELCOME: { transitions: [{ target: 'CHECK' }] },
      CHECK: { timeout: { after: 'PT3M' }, transitions: [{ target: 'COMPLETED' }] },
      ...{ AGENT_ESCALATION, ABORT_TIMEOUT, CALLBACK_SCHEDULED, COMPLETED },
    },
    context: {
      type: 'object',
      properties: { verified: { type: 'boolean', default: false }, tier: { type: 'string' } },
    },
  });
  const sessionId = 'call-migrated';
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId, targetStateId: 'IDENTIFY', commandId: 'identify' },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: {
      ...{ type: 'MigrateJourney', sessionId, toVersion: 2, stateMap: { IDENTIFY: 'CHECK' }, reason, commandId },
      set: { tier: 'gold' },
    },
    ...asked,
  });
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId, targetStateId: 'COMPLETED', commandId: 'close' },
    gives: 'ADVANCED',
  });
}

/** Timeouts that operations change, remove and pause, and journeys that follow them. */
async function retimedCalls(ledger: Recorder): Promise<void> {
  await ledger.publish(paymentCall);
  const definitionId = paymentCall.id;
  const start = (sessionId: string): Promise<void> =>
    ledger.do({
      command: { type: 'StartJourney', sessionId, commandId: 'start', channel: 'voice' },
      ...{ definitionId, gives: 'CREATED' },
    });
  await start('call-aborted');
  ledger.time.pass({ seconds: 40 });
  const shorter = { definitionId, stateId: 'INTRO_WELCOME', after: 'PT30S', reason: 'Warteschlange schließt – 4711' };
  await ledger.changeTimeouts(({ overrides }, tenant, actor) =>
    overrides.override(tenant, { ...shorter, applyTo: 'waiting' }, { actor, commandId: 'shorter' }),
  );
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId: 'call-aborted', targetStateId: 'IDENTIFY', commandId: 'late' },
    gives: 'EXPIRED',
  });
  await start('call-spared');
  await ledger.changeTimeouts(({ overrides }, tenant, actor) =>
    overrides.remove(tenant, { ...shorter, grace: 'PT1M' }, { actor }),
  );
  await ledger.changeTimeouts(({ tenantTimeouts }, tenant, actor) =>
    tenantTimeouts.pause(tenant, 'Maintenance', { actor, commandId: 'maintenance' }),
  );
  ledger.time.pass({ seconds: 3_600 });
  await ledger.changeTimeouts(({ tenantTimeouts }, tenant, actor) => tenantTimeouts.resume(tenant, 'Done', { actor }));
  await ledger.changeTimeouts(({ overrides }, tenant, actor) =>
    overrides.override(tenant, { ...shorter, after: 'PT3M', applyTo: 'new', grace: 'PT20S' }, { actor }),
  );
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId: 'call-spared', targetStateId: 'IDENTIFY', commandId: 'in-time' },
    gives: 'ADVANCED',
  });
  await start('call-new');
}

/** Journeys under aliases: claimed at the start and later, given up, resumed, and taken over by a fresh journey. */
async function aliasedCalls(ledger: Recorder): Promise<void> {
  await ledger.publish({ ...paymentCall, id: 'AliasedCall', resume: { within: 'PT24H' } });
  const definitionId = 'AliasedCall';
  const [crm, chat] = ['crm:contact-93', 'whatsapp:4915112345/~"%2F'] as const;
  const ensure = (sessionId: string, aliases: readonly string[], gives: Step['gives']): Promise<void> =>
    ledger.do({
      command: { type: 'StartJourney', sessionId, aliases, commandId: `start-${sessionId}`, channel: 'voice' },
      ...{ definitionId, gives },
    });
  await ensure('call-1', ['genesys:conv-81', crm], 'CREATED');
  ledger.time.pass({ seconds: 20 });
  await ensure('chat-2', [crm], 'RESUMED');
  await ensure('call-1', [crm], 'REJECTED');
  await ledger.do({
    command: { type: 'AddAlias', sessionId: 'call-1', alias: chat, commandId: 'add', expectedRevision: 0n },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: { type: 'AddAlias', sessionId: 'call-1', alias: chat, commandId: 'again' },
    gives: 'UNCHANGED',
  });
  await ensure('call-3', ['genesys:conv-82'], 'CREATED');
  await ledger.do({
    command: { type: 'AddAlias', sessionId: 'call-3', alias: crm, commandId: 'taken' },
    gives: 'REJECTED',
  });
  await ledger.do({
    command: { type: 'RemoveAlias', sessionId: 'call-1', alias: crm, commandId: 'remove' },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: { type: 'AddAlias', sessionId: 'call-3', alias: crm, commandId: 'free' },
    gives: 'ADVANCED',
  });
  ledger.time.pass({ seconds: 3_600 });
  await ensure('call-4', [crm], 'CREATED');
}

/** What each file of a recorded set holds. */
export const SCRIPTS: Readonly<Record<string, Script>> = {
  'paid-call': paidCall,
  'timed-out-calls': timedOutCalls,
  'contested-case': contestedCase,
  'imported-case': importedCase,
  'operated-calls': operatedCalls,
  'retimed-calls': retimedCalls,
  'aliased-calls': aliasedCalls,
  'upgraded-calls': upgradedCalls,
};
