import type { DefinitionDocument } from '@ledger/journey';
import { deliveriesWithDesk, eventually } from './deliveries.test-support';
import { CALLS, EscalationsFixture } from './escalations.test-support';

const SERVED: DefinitionDocument = {
  ...CALLS,
  states: { ...CALLS.states, DONE: { final: true, outcome: 'success' } },
};

async function served(sessionId = 'call-1'): Promise<EscalationsFixture> {
  const fixture = await EscalationsFixture.open(SERVED);
  await fixture.start(sessionId);
  await fixture.commands.move(sessionId, 'AGENT');
  await fixture.commands.move(sessionId, 'DONE');
  return fixture;
}

describe('what a served journey no longer needs', () => {
  it('is withdrawn, with the event that made it needless', async () => {
    const fixture = await served();
    await fixture.catchUp(fixture.processor());
    const history = await fixture.executor.read('default', 'call-1:1');
    expect(history?.events.map(({ type }) => type)).toEqual(['EscalationRequested', 'EscalationWithdrawn']);
    const [, , last] = await fixture.commands.journey('call-1');
    expect(history?.events[1]).toMatchObject({
      data: { journeyRevision: 2, journeyEventId: last?.id, stateId: 'DONE' },
      metadata: { $causationId: last?.id, actor: { kind: 'saga' } },
    });
  });

  it('is withdrawn once: after a lost checkpoint, and by two processors at once', async () => {
    const fixture = await served();
    for (let call = 0; call < 20; call++) {
      await fixture.start(`x${call}`);
      await fixture.commands.move(`x${call}`, 'AGENT');
      await fixture.commands.move(`x${call}`, 'DONE');
    }
    await fixture.catchUp(fixture.processor(), fixture.processor());
    fixture.checkpoints.lose();
    await fixture.catchUp(fixture.processor());
    for (const id of ['call-1:1', 'x0:1', 'x19:1']) {
      expect(await fixture.history(id)).toEqual(['EscalationRequested', 'EscalationWithdrawn']);
    }
    expect(fixture.escalationEvents()).toHaveLength(42);
  });

  it('is not asked for where nothing was requested: by imported history, or before the instant from which it is', async () => {
    const imported = await EscalationsFixture.open(SERVED);
    const actor = { subject: 'import', kind: 'import' } as const;
    const told = { actor, mode: 'import' } as const;
    await imported.commands.start('call-1', { definitionId: 'Calls', ...told });
    expect((await imported.commands.move('call-1', 'AGENT', {}, told)).outcome).toBe('ADVANCED');
    await imported.commands.move('call-1', 'DONE');
    await imported.catchUp(imported.processor());
    expect(imported.escalationEvents()).toEqual([]);

    const early = await EscalationsFixture.open(SERVED);
    await early.start('call-1');
    await early.commands.move('call-1', 'AGENT');
    await early.time.advance(1_000);
    const from = early.time.now().toISOString();
    await early.commands.move('call-1', 'DONE');
    await early.catchUp(early.processor({}, { from }));
    expect(early.escalationEvents()).toEqual([]);
  });
});

describe('the target of a webhook', () => {
  const setting = deliveriesWithDesk();

  it('is told that its escalation was withdrawn, by another message, until it accepts it', async () => {
    const { fixture, desk } = setting();
    desk.behaviours = [200, 500, 200];
    await fixture.request('call-1:1');
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext('call-1:1', dispatcher);
    const withdrawal = { journeyRevision: 2, journeyEventId: 'e', stateId: 'DONE' };
    const command = { type: 'WithdrawEscalation', withdrawal } as const;
    const actor = { subject: 'escalations', kind: 'saga' } as const;
    await fixture.executor.execute({ tenant: 'default', escalationId: 'call-1:1', command, actor });
    for (let attempt = 0; attempt < 2; attempt++) await fixture.attemptNext('call-1:1', dispatcher);
    await eventually(() => desk.received.length === 3);
    const ids = desk.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual(['call-1:1', 'call-1:1:withdrawn', 'call-1:1:withdrawn']);
    expect(JSON.parse(desk.received[2]?.body ?? '')).toMatchObject({
      type: 'escalation.withdrawn',
      data: { escalationId: 'call-1:1', currentStateId: 'DONE', withdrawnAt: expect.any(String) as string },
    });
    expect(await fixture.history('call-1:1')).toEqual([
      ...['EscalationRequested', 'EscalationDelivered', 'EscalationWithdrawn'],
      ...['EscalationFailed', 'EscalationDelivered'],
    ]);
    expect(await fixture.state('call-1:1')).toMatchObject({
      status: 'withdrawn',
      withdrawal: { toldAt: expect.any(String) as string },
      delivery: { attempts: 3, nextAttemptAt: null },
    });
  });
});
