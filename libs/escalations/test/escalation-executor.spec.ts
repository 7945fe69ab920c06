import { SharedEventStore } from '@ledger/command-handling/testing';
import { verifyStream, type RecordedEvent } from '@ledger/event-store';
import type { AskedEscalationCommand, EscalationReply } from '@ledger/escalations';
import { EscalationsFixture } from './escalations.test-support';

const ID = 'call-1:1';
const actor = { subject: 'desk', kind: 'caller' } as const;

describe('a command on an escalation', () => {
  let fixture: EscalationsFixture;

  beforeEach(async () => {
    fixture = await EscalationsFixture.open();
    await fixture.start('call-1');
    await fixture.time.advance(61_000);
    await fixture.timeOut('call-1', 0n);
    await fixture.catchUp(fixture.processor());
  });

  const execute = (command: AskedEscalationCommand, commandId?: string): Promise<EscalationReply> =>
    fixture.executor.execute({
      tenant: 'default',
      escalationId: ID,
      command,
      actor,
      ...(commandId === undefined ? {} : { commandId }),
    });
  const claim = (claimant: string, leaseMs = 60_000): AskedEscalationCommand => ({
    type: 'ClaimEscalation',
    claimant,
    leaseMs,
  });

  it('is applied once for each command id, and its first answer is given again', async () => {
    const first = await execute(claim('ann'), 'claim-1');
    await execute({ type: 'ReleaseEscalation', claimant: 'ann' }, 'release-1');
    const again = await execute(claim('ann'), 'claim-1');
    expect(again).toEqual({ ...first, replayed: true });
    expect(again).toMatchObject({ outcome: 'ADVANCED', escalation: { status: 'claimed', revision: 1n } });
    expect(await fixture.history(ID)).toEqual(['EscalationRequested', 'EscalationClaimed', 'EscalationReleased']);
  });

  it('is refused under the id of another command, of which its own events tell', async () => {
    const held = await execute(claim('ann'), 'claim-1');
    const others = [{ type: 'CompleteEscalation', claimant: 'ann' }, claim('bob'), claim('ann', 90_000)] as const;
    for (const other of others) {
      const reused = { outcome: 'REFUSED', code: 'IDEMPOTENCY_KEY_REUSED', escalation: { status: 'claimed' } };
      expect(await execute(other, 'claim-1')).toMatchObject(reused);
    }
    expect(await execute(claim('ann'), 'claim-1')).toEqual({ ...held, replayed: true });
    expect(await fixture.history(ID)).toEqual(['EscalationRequested', 'EscalationClaimed']);
  });

  it('changes nothing where it is refused', async () => {
    await execute(claim('ann'));
    const before = fixture.store.ledger.events.length;
    expect(await execute(claim('bob'))).toMatchObject({ outcome: 'REFUSED', code: 'ESCALATION_CLAIMED' });
    expect(await execute({ type: 'CompleteEscalation', claimant: 'bob' })).toMatchObject({
      outcome: 'REFUSED',
      code: 'ESCALATION_CLAIM_LOST',
      escalation: { claim: { claimant: 'ann' } },
    });
    expect(fixture.store.ledger.events).toHaveLength(before);
    const request = { tenant: 'default', command: claim('ann'), actor } as const;
    for (const escalationId of ['call-2:1', '../x', '']) {
      expect(await fixture.executor.execute({ ...request, escalationId })).toMatchObject({
        code: 'ESCALATION_NOT_FOUND',
        escalation: undefined,
      });
    }
    expect(await fixture.executor.execute({ ...request, tenant: 'acme', escalationId: ID })).toMatchObject({
      code: 'ESCALATION_NOT_FOUND',
    });
  });

  it('is recorded among the attempts of its journey where it is refused, unless a saga sent it', async () => {
    await execute(claim('ann'), 'claim-1');
    await execute(claim('bob', 90_000), 'claim-1');
    await execute({ type: 'CompleteEscalation', claimant: 'bob', outcome: 'Bob called 0441 23 45' }, 'complete-1');
    await execute({ type: 'ReplayEscalation' });
    const saga = { subject: 'webhooks', kind: 'saga' } as const;
    const request = { tenant: 'default', command: claim('eve'), actor: saga } as const;
    expect(await fixture.executor.execute({ ...request, escalationId: ID })).toMatchObject({ outcome: 'REFUSED' });
    expect(await fixture.executor.execute({ ...request, actor, escalationId: 'call-1:9' })).toMatchObject({
      code: 'ESCALATION_NOT_FOUND',
    });
    const attempts = await fixture.commands.refused('call-1');
    const common = { escalationId: ID, escalationStatus: 'claimed', revision: 1, asked: {} };
    expect(attempts.map(({ type, data }) => [type, JSON.parse(data) as object])).toMatchObject([
      ['CommandRejected', { ...common, command: 'ClaimEscalation', code: 'IDEMPOTENCY_KEY_REUSED' }],
      ['CommandRejected', { ...common, command: 'CompleteEscalation', code: 'ESCALATION_CLAIM_LOST' }],
      ['CommandRejected', { ...common, command: 'ReplayEscalation', code: 'ESCALATION_NOT_DEAD_LETTERED' }],
    ]);
    expect(attempts.map(({ metadata }) => JSON.parse(metadata) as object)).toMatchObject([
      { actor, commandId: 'claim-1' },
      { actor, commandId: 'complete-1' },
      { actor, commandId: expect.any(String) as string },
    ]);
    expect(attempts.map(({ data }) => data).join()).not.toContain('0441');
  });

  it('is refused again under its id for a day, by any process, whatever happened since', async () => {
    await execute(claim('ann'), 'claim-1');
    const refused = await execute(claim('bob'), 'claim-2');
    expect(refused).toMatchObject({ code: 'ESCALATION_CLAIMED', replayed: false, at: '2026-01-31T12:01:01.000Z' });
    await fixture.time.advance(30_000);
    await execute({ type: 'CompleteEscalation', claimant: 'ann' });
    const other = fixture.executorOn(new SharedEventStore(fixture.store));
    const request = { tenant: 'default', escalationId: ID, actor, commandId: 'claim-2' } as const;
    for (const executor of [fixture.executor, other]) {
      // The escalation as it stood, with ann's claim.
      expect(await executor.execute({ ...request, command: claim('bob') })).toEqual({ ...refused, replayed: true });
      const reused = { code: 'IDEMPOTENCY_KEY_REUSED', reason: expect.stringContaining('refused before') as string };
      expect(await executor.execute({ ...request, command: claim('eve') })).toMatchObject(reused);
    }
    await fixture.time.advance(24 * 60 * 60 * 1_000 - 30_000);
    expect(await execute(claim('bob'), 'claim-2')).toEqual({ ...refused, replayed: true });
    await fixture.time.advance(1);
    expect(await execute(claim('bob'), 'claim-2')).toMatchObject({ code: 'ESCALATION_ENDED', replayed: false });
  });

  it('is decided again under an id that was made for it, and after a conflict', async () => {
    const attempt = (isIdNew: boolean) =>
      fixture.executor.execute({
        ...{ tenant: 'default', escalationId: ID, actor, commandId: 'made', isIdNew },
        command: { type: 'CompleteEscalation', claimant: 'bob' },
      });
    expect(await attempt(true)).toMatchObject({ code: 'ESCALATION_CLAIM_LOST' });
    await execute(claim('bob'));
    expect(await attempt(false)).toMatchObject({ outcome: 'ADVANCED', replayed: false });
  });

  it('of many desks at once gives the escalation to one of them, in an unbroken chain', async () => {
    const desks = Array.from({ length: 20 }, (_, index) => `desk-${index}`);
    const replies = await Promise.all(
      desks.map((claimant) => {
        const executor = fixture.executorOn(new SharedEventStore(fixture.store));
        return executor.execute({ tenant: 'default', escalationId: ID, command: claim(claimant), actor });
      }),
    );
    expect(replies.filter(({ outcome }) => outcome === 'ADVANCED')).toHaveLength(1);
    expect(replies.filter(({ outcome }) => outcome === 'REFUSED')).toHaveLength(19);
    const events: readonly RecordedEvent[] = fixture.escalationEvents();
    expect(events.map(({ type }) => type)).toEqual(['EscalationRequested', 'EscalationClaimed']);
    await expect(verifyStream(events)).resolves.toMatchObject({ events: 2, breaks: [] });
  });
});
