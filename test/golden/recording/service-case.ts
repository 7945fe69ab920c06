import type { DefinitionDocument } from '@ledger/journey';
import type { Recorder } from './recorder';

/** Every conflict policy, triggers, defaults, and texts that are hard to keep byte for byte. */
const SERVICE_CASE: DefinitionDocument = {
  id: 'ServiceCase',
  version: 1,
  initial: 'OPEN',
  states: {
    OPEN: {
      timeout: { after: 'P1D' },
      transitions: [
        { target: 'WORK', event: 'TAKE', onConflict: 'retry' },
        { target: 'CLOSED', onConflict: 'restart' },
      ],
    },
    WORK: {
      timeout: { after: 'PT4H', target: 'OVERDUE' },
      transitions: [
        { target: 'REVIEW', onConflict: 'merge' },
        { target: 'WORK', event: 'AGAIN' },
        { target: 'CLOSED', onConflict: 'restart' },
      ],
    },
    REVIEW: { timeout: { after: 'PT1H' }, transitions: [{ target: 'CLOSED', guard: 'context.score >= 0.5' }] },
    OVERDUE: { timeout: { after: 'PT2H' }, transitions: [{ target: 'WORK' }] },
    CLOSED: { final: true },
  },
  context: {
    type: 'object',
    properties: {
      priority: { type: 'string', default: 'normal' },
      score: { type: 'number', default: 0 },
      note: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      // Keys that look like integers come first in a parsed object: their order has to survive.
      counts: { type: 'object' },
    },
  },
};

/** Stale locks under each policy, defaults that are written down again, self-transitions, and awkward texts. */
export async function contestedCase(ledger: Recorder): Promise<void> {
  await ledger.publish(SERVICE_CASE);
  const sessionId = 'case:2026.11-0007';
  const move = { type: 'TransitionJourney', sessionId } as const;
  await ledger.do({
    command: {
      ...{ type: 'StartJourney', sessionId, commandId: 'open' },
      context: {
        note: 'Zoë sagt: „schön“ 🙂 \u2028 \ud800',
        tags: ['a', 'b'],
        counts: { b: 1e21, 10: 1, 9: 2, a: -1.5e-7 },
      },
    },
    ...{ definitionId: SERVICE_CASE.id, gives: 'CREATED' },
  });
  await ledger.do({
    command: { type: 'ChangeContext', sessionId, commandId: 'urgent', patch: { priority: 'high' } },
    gives: 'ADVANCED',
  });
  await ledger.do({ command: { ...move, event: 'TAKE', expectedRevision: 0n, commandId: 'take' }, gives: 'ADVANCED' });
  ledger.time.pass({ minutes: 45, milliseconds: 1 });
  await ledger.do({ command: { ...move, event: 'AGAIN', commandId: 'again' }, gives: 'ADVANCED' });
  await ledger.do({
    command: { type: 'ChangeContext', sessionId, commandId: 'unset', patch: { priority: null, tags: null } },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: {
      ...move,
      targetStateId: 'REVIEW',
      expectedRevision: 3n,
      commandId: 'clash',
      context: { priority: 'low' },
    },
    gives: 'CONFLICT',
  });
  await ledger.do({
    command: { ...move, targetStateId: 'REVIEW', expectedRevision: 3n, commandId: 'merge', context: { score: 0.75 } },
    gives: 'ADVANCED',
  });
  await ledger.do({ command: { ...move, targetStateId: 'CLOSED', commandId: 'close' }, gives: 'ADVANCED' });

  const second = 'case:2026.11-0008';
  await ledger.do({
    command: { type: 'StartJourney', sessionId: second, commandId: 'open' },
    definitionId: SERVICE_CASE.id,
    gives: 'CREATED',
  });
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId: second, targetStateId: 'WORK', commandId: 'work' },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: {
      type: 'TransitionJourney',
      sessionId: second,
      targetStateId: 'CLOSED',
      expectedRevision: 0n,
      commandId: 'stale',
    },
    gives: 'RESTARTED',
  });
  await ledger.retire(SERVICE_CASE.id, 1, 'Replaced by version 2.');
}

/** History that is told afterwards: deadlines run on the time it tells of. */
export async function importedCase(ledger: Recorder): Promise<void> {
  await ledger.publish(SERVICE_CASE);
  const sessionId = 'imported-1';
  const told = { mode: 'import', by: 'import' } as const;
  await ledger.do({
    command: { type: 'StartJourney', sessionId, commandId: 'row-1', customerId: 'C-7' },
    ...{ ...told, definitionId: SERVICE_CASE.id, occurredAt: '2012-10-09T14:50:17+02:00', gives: 'CREATED' },
  });
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId, targetStateId: 'WORK', commandId: 'row-2' },
    ...{ ...told, occurredAt: '2012-10-09T15:00:00+02:00', gives: 'ADVANCED' },
  });
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId, targetStateId: 'REVIEW', commandId: 'row-3' },
    ...{ ...told, occurredAt: '2012-10-09T23:00:00+02:00', gives: 'EXPIRED' },
  });
}

/** Journeys that come over to the next version before a command of their flow, by its rule, and one that is migrated back. */
export async function upgradedCalls(ledger: Recorder): Promise<void> {
  await ledger.publish(SERVICE_CASE);
  const definitionId = SERVICE_CASE.id;
  for (const sessionId of ['case-moved', 'case-resumed', 'case-back']) {
    await ledger.do({
      command: { type: 'StartJourney', sessionId, commandId: 'start', context: { note: 'Müller – 50 %' } },
      ...{ definitionId, gives: 'CREATED' },
    });
    await ledger.do({
      command: { type: 'TransitionJourney', sessionId, event: 'TAKE', commandId: 'take' },
      gives: 'ADVANCED',
    });
  }
  const { WORK, OPEN, ...states } = SERVICE_CASE.states;
  const { note: _, ...properties } = SERVICE_CASE.context!['properties'] as { readonly note: object };
  const toDoing = { target: 'DOING', event: 'TAKE', onConflict: 'retry' } as const;
  await ledger.publish({
    ...SERVICE_CASE,
    version: 2,
    states: {
      ...states,
      OPEN: { ...OPEN, transitions: [toDoing, { target: 'CLOSED', onConflict: 'restart' }] },
      DOING: {
        ...WORK,
        transitions: WORK!.transitions!.map((one) => (one.target === 'WORK' ? { ...one, target: 'DOING' } : one)),
      },
      OVERDUE: { ...states['OVERDUE'], transitions: [{ target: 'DOING' }] },
    },
    context: {
      type: 'object',
      required: ['tier'],
      properties: { ...properties, tier: { type: 'string', default: 'basic' } },
    },
    upgrade: { states: { WORK: 'DOING' }, drop: ['note'], deadline: 'restart' },
  });
  ledger.time.pass({ seconds: 600 });
  await ledger.do({
    command: { type: 'ChangeContext', sessionId: 'case-moved', patch: { score: 0 }, commandId: 'same' },
    gives: 'UNCHANGED',
  });
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId: 'case-moved', event: 'AGAIN', commandId: 'again' },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: { type: 'StartJourney', sessionId: 'case-resumed', commandId: 'resume' },
    ...{ definitionId, gives: 'RESUMED' },
  });
  await ledger.do({
    command: { type: 'TransitionJourney', sessionId: 'case-back', targetStateId: 'REVIEW', commandId: 'review' },
    gives: 'ADVANCED',
  });
  await ledger.do({
    command: {
      type: 'MigrateJourney',
      sessionId: 'case-back',
      toVersion: 1,
      reason: 'Survey is down',
      commandId: 'back',
    },
    ...{ actor: { subject: 'maria', kind: 'operator' }, gives: 'ADVANCED' },
  });
}
