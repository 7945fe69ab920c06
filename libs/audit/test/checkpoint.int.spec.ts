import { GENESIS_HASH, readMetadata, sealEvents, streamName } from '@ledger/event-store';
import { attemptStream } from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { verifyLedger, type CheckpointFinding, type LedgerVerification } from '../src/index';
import { AuditedLedger, journeyOf } from '../src/testing';

const NOW = '2026-01-01T10:00:00.000Z';

let ledger: AuditedLedger;
let then: LedgerVerification;

beforeEach(async () => {
  ledger = await AuditedLedger.create();
  await ledger.publish(paymentCallDocument);
  for (const sessionId of ['a', 'b']) {
    const command = { sessionId, now: NOW };
    const context = { note: 'blue' };
    await ledger.execute(paymentCallDocument, { type: 'StartJourney', ...command, channel: 'chat', context });
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...command, targetStateId: 'DONE' });
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...command, targetStateId: 'IDENTIFY' });
  }
  then = await verifyLedger(ledger.store);
});
afterEach(() => ledger.dispose());

/** Rewrites a journey from its first event on and seals it again, so that its own chain is sound. */
async function rewrite(sessionId: string): Promise<void> {
  const stream = journeyOf(sessionId);
  const stored = await ledger.read(stream);
  const drafts = stored.map((event) => {
    const data = JSON.parse(event.data.replace('blue', 'grey')) as object;
    return { id: event.id, type: event.type, data, metadata: readMetadata(event) };
  });
  const { events } = sealEvents(stream, drafts, { revision: 0n, previousHash: GENESIS_HASH });
  for (const [index, event] of events.entries()) {
    const position = Number(stored[index]?.position);
    ledger.forge('UPDATE events SET data = ?, metadata = ? WHERE position = ?', event.data, event.metadata, position);
  }
}

/** Takes an event out and closes the gap in the positions. */
async function dropAttempt(sessionId: string): Promise<void> {
  const [attempt] = await ledger.read(streamName(attemptStream('default', sessionId)));
  const position = Number(attempt?.position);
  ledger.forge('DELETE FROM events WHERE position = ?', position);
  for (let next = position + 1; next <= then.events; next++) {
    ledger.forge('UPDATE events SET position = position - 1 WHERE position = ?', next);
  }
}

function swap(a: number, b: number): void {
  for (const [from, to] of [[a, 99] as const, [b, a] as const, [99, b] as const])
    ledger.forge('UPDATE events SET position = ? WHERE position = ?', to, from);
}

const TRICKS: readonly (readonly [what: string, trick: () => unknown, finding: CheckpointFinding])[] = [
  ['rewrote a journey and its chain', () => rewrite('a'), 'ORDER_CHANGED'],
  ['dropped a refused attempt', () => dropAttempt('a'), 'EVENTS_MISSING'],
  ['moved an event to another place in the order', () => swap(4, 5), 'ORDER_CHANGED'],
  ['cut off the end', () => ledger.forge('DELETE FROM events WHERE position = ?', then.events), 'EVENTS_MISSING'],
  [
    'set the clock of an event back',
    () => ledger.forge('UPDATE events SET recorded_at = recorded_at - 60000 WHERE position = 3'),
    'RECORDED_AT_CHANGED',
  ],
];

describe('a checkpoint', () => {
  it('holds for the ledger as it was, and after it has grown', async () => {
    expect(await verifyLedger(ledger.store, undefined, { against: then })).toMatchObject({
      checkpoint: { holds: true, finding: null },
    });
    await ledger.execute(paymentCallDocument, { type: 'StartJourney', sessionId: 'c', now: NOW });
    const later = await verifyLedger(ledger.store, undefined, { against: then });
    expect(later).toMatchObject({ events: then.events + 1, checkpoint: { holds: true, finding: null } });
    expect(later.orderDigest).not.toBe(then.orderDigest);
  });

  it('of an empty ledger holds for every ledger', async () => {
    const empty = await AuditedLedger.create();
    const nothing = await verifyLedger(empty.store);
    await empty.dispose();
    expect(await verifyLedger(ledger.store, undefined, { against: nothing })).toMatchObject({
      checkpoint: { holds: true },
    });
  });

  it.each(TRICKS)('finds who %s, where the chains are sound', async (_, trick, finding) => {
    await trick();
    const now = await verifyLedger(ledger.store, undefined, { against: then });
    expect(now).toMatchObject({ breakCount: 0, checkpoint: { holds: false, finding } });
  });

  it('without the second digest lets the times of another store differ, and nothing else', async () => {
    const against = { events: then.events, orderDigest: then.orderDigest };
    ledger.forge('UPDATE events SET recorded_at = recorded_at + 1');
    expect(await verifyLedger(ledger.store, undefined, { against })).toMatchObject({ checkpoint: { holds: true } });
    await rewrite('b');
    expect(await verifyLedger(ledger.store, undefined, { against })).toMatchObject({
      checkpoint: { finding: 'ORDER_CHANGED' },
    });
  });
});
