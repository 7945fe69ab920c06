import { readFile, writeFile } from 'node:fs/promises';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { paymentCallDocument } from '@ledger/journey/testing';
import { verifyLedger, type LedgerVerification, type VerificationProgress, type VerifyOptions } from '../src/index';
import { AuditedLedger, journeyOf } from '../src/testing';

/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const NOW = '2026-01-01T10:00:00.000Z';
/** Where the events of the first journey stand: the definition is before them, the second journey after. */
const START = 2;
const CONTEXT = 3;
const MOVE = 4;

let ledger: AuditedLedger;

beforeEach(async () => {
  ledger = await AuditedLedger.create();
  await ledger.publish(paymentCallDocument);
  const command = { sessionId: 'a', now: NOW };
  await ledger.execute(paymentCallDocument, {
    type: 'StartJourney',
    ...command,
    channel: 'voice',
    context: { note: 'blue' },
  });
  await ledger.execute(paymentCallDocument, { type: 'ChangeContext', ...command, patch: { note: 'green' } });
  await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...command, targetStateId: 'IDENTIFY' });
  await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...command, targetStateId: 'AGENT' });
  await ledger.execute(paymentCallDocument, { type: 'StartJourney', sessionId: 'b', now: NOW });
});
afterEach(() => ledger.dispose());

function verify(options: VerifyOptions = { gaplessFrom: 1n }): Promise<LedgerVerification> {
  return verifyLedger(ledger.store, undefined, options);
}

/** The breaks as kind, stream, revision and position. */
async function breaks(options?: VerifyOptions): Promise<readonly (readonly unknown[])[]> {
  return (await verify(options)).breaks.map(({ kind, stream, revision, position }) => [
    kind,
    stream,
    revision,
    position,
  ]);
}

function placesOf(bytes: Buffer, text: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places;
}

describe('a sound ledger', () => {
  it('has no breaks; its events and streams are counted and its head named', async () => {
    const verification = await verify();
    const [last] = await ledger.read(journeyOf('b'));
    expect(verification).toEqual({
      events: 6,
      streams: 3,
      breakCount: 0,
      breaks: [],
      refused: [],
      refusedCount: 0,
      fileFindings: [],
      head: { position: last?.position, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      orderDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      recordedDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      acceptedLosses: [],
      removedReads: { days: 0, events: 0 },
      checkpoint: null,
    });
    expect(last?.metadata).toContain(verification.head?.hash);
  });

  it('is sound through a read-only store too, beside the writer', async () => {
    const reader = await SqliteEventStore.open({ path: ledger.path, readOnly: true });
    try {
      expect(await verifyLedger(reader)).toMatchObject({ events: 6, breakCount: 0 });
    } finally {
      await reader.close();
    }
  });

  it('may be empty', async () => {
    const empty = await AuditedLedger.create();
    try {
      expect(await verifyLedger(empty.store)).toEqual({
        events: 0,
        streams: 0,
        breakCount: 0,
        breaks: [],
        refused: [],
        refusedCount: 0,
        fileFindings: [],
        head: undefined,
        orderDigest: EMPTY,
        recordedDigest: EMPTY,
        acceptedLosses: [],
        removedReads: { days: 0, events: 0 },
        checkpoint: null,
      });
    } finally {
      await empty.dispose();
    }
  });

  it('is read up to the event that was the last one at the beginning', async () => {
    const seen: VerificationProgress[] = [];
    let more: Promise<void> | undefined;
    const verification = await verifyLedger(
      ledger.store,
      (progress) => {
        seen.push(progress);
        more ??= ledger.execute(paymentCallDocument, { type: 'StartJourney', sessionId: 'late', now: NOW });
      },
      { progressEvery: 1 },
    );
    await more;
    expect(verification.events).toBe(6);
    expect(seen.map(({ events }) => events)).toEqual([1, 2, 3, 4, 5, 6, 6]);
    expect(seen.at(-1)).toEqual({ events: 6, streams: 3, breaks: 0, position: '6' });
  });
});

describe('a tampered ledger', () => {
  it.each([
    ['data', `UPDATE events SET data = replace(data, 'blue', 'blau') WHERE position = ?`, START],
    ['type', `UPDATE events SET type = 'JourneyMigrated' WHERE position = ?`, CONTEXT],
    ['id', `UPDATE events SET id = replace(id, '0', 'f') WHERE position = ?`, MOVE],
    ['actor', `UPDATE events SET metadata = replace(metadata, 'caller', 'operator') WHERE position = ?`, CONTEXT],
  ])('is found at the event whose %s was changed, and nowhere else', async (_, sql, position) => {
    ledger.tamper(sql, position);
    expect(await breaks()).toEqual([['HASH_MISMATCH', journeyOf('a'), BigInt(position - START), String(position)]]);
  });

  it('is found by a single byte that was changed in the file', async () => {
    await ledger.store.close();
    ledger.tamper('UPDATE events SET type = type WHERE position = 1');
    const bytes = await readFile(ledger.path);
    // Pages may hold old copies of a row beside the one in use.
    const places = placesOf(bytes, '"note":"green"');
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) bytes[place + '"note":"gree'.length] = 'd'.charCodeAt(0);
    await writeFile(ledger.path, bytes);
    const reader = await SqliteEventStore.open({ path: ledger.path, readOnly: true });
    try {
      const { breaks: found } = await verifyLedger(reader);
      expect(found.map(({ kind, stream, revision }) => [kind, stream, revision])).toEqual([
        ['HASH_MISMATCH', journeyOf('a'), 1n],
      ]);
    } finally {
      await reader.close();
    }
  });

  it('is found at the event after one that was replaced together with its own hash', async () => {
    const [, , move] = await ledger.read(journeyOf('a'));
    const forged = await AuditedLedger.create();
    try {
      await forged.execute(paymentCallDocument, {
        type: 'StartJourney',
        sessionId: 'a',
        now: NOW,
        context: { note: 'red' },
      });
      const [other] = await forged.read(journeyOf('a'));
      ledger.forge(
        'UPDATE events SET id = ?, data = ?, metadata = ? WHERE position = ?',
        other?.id ?? '',
        other?.data ?? '',
        other?.metadata ?? '',
        START,
      );
    } finally {
      await forged.dispose();
    }
    expect(move?.revision).toBe(2n);
    expect(await breaks()).toEqual([['PREVIOUS_HASH_MISMATCH', journeyOf('a'), 1n, String(CONTEXT)]]);
  });

  it('is found where an event was taken out of the middle', async () => {
    ledger.tamper('DELETE FROM events WHERE position = ?', CONTEXT);
    expect(await breaks()).toEqual([
      ['POSITION_GAP', journeyOf('a'), 2n, String(MOVE)],
      ['REVISION_GAP', journeyOf('a'), 2n, String(MOVE)],
      ['PREVIOUS_HASH_MISMATCH', journeyOf('a'), 2n, String(MOVE)],
    ]);
  });

  it('is found where an event was taken out and the rest was moved up', async () => {
    ledger.tamper('DELETE FROM events WHERE position = ?', CONTEXT);
    ledger.tamper('UPDATE events SET revision = 1 WHERE position = ?', MOVE);
    const found = await breaks({});
    expect(found).toContainEqual(['HASH_MISMATCH', journeyOf('a'), 1n, String(MOVE)]);
    expect(found).toContainEqual(['REVISION_GAP', journeyOf('a'), 3n, '5']);
    expect(found).toHaveLength(3);
  });

  it('is found where the last event of a stream is gone, by the position that is missing', async () => {
    ledger.tamper('DELETE FROM events WHERE position = ?', 5);
    expect(await breaks({})).toEqual([]);
    expect(await breaks()).toEqual([['POSITION_GAP', journeyOf('b'), 0n, '6']]);
  });

  it('is found where the ledger no longer begins at its first position', async () => {
    ledger.tamper('DELETE FROM events WHERE position = 1');
    expect(await breaks()).toEqual([['POSITION_GAP', journeyOf('a'), 0n, '2']]);
  });

  it('is found where metadata lost its seal, and checking continues behind it', async () => {
    ledger.tamper(`UPDATE events SET metadata = '{}' WHERE position = ?`, CONTEXT);
    ledger.tamper(`UPDATE events SET data = '{}' WHERE position = 5`);
    expect(await breaks()).toEqual([
      ['UNSEALED', journeyOf('a'), 1n, String(CONTEXT)],
      ['HASH_MISMATCH', journeyOf('a'), 3n, '5'],
    ]);
  });

  it('lists as many breaks as asked for and counts all', async () => {
    ledger.tamper(`UPDATE events SET type = 'X'`);
    const verification = await verify({ breakLimit: 2 });
    expect(verification.breakCount).toBe(6);
    expect(verification.breaks.map(({ position, eventType }) => [position, eventType])).toEqual([
      ['1', 'X'],
      ['2', 'X'],
    ]);
  });
});

describe('attempts', () => {
  it('carry a hash of their own and are checked too', async () => {
    const move = {
      type: 'TransitionJourney',
      sessionId: 'a',
      now: NOW,
      targetStateId: 'WELCOME',
      commandId: 'c',
    } as const;
    await ledger.execute(paymentCallDocument, move);
    expect(await breaks()).toEqual([]);
    ledger.tamper(`UPDATE events SET data = replace(data, 'WELCOME', 'WELKOME') WHERE position = 7`);
    expect(await breaks()).toEqual([['HASH_MISMATCH', 'attempt.default-a', 0n, '7']]);
  });
});
