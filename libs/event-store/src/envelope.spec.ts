import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { GENESIS_HASH, hashOf, hashParts, readMetadata, sealedHash, sealEvents, sealUnordered } from './envelope';
import type { EventDraft, EventMetadata } from './envelope.types';
import { InvalidEventError } from './errors';
import type { NewEvent, RecordedEvent } from './event-store';
import { position } from './position';
import { streamName } from './stream-name';

const STREAM = streamName('journey.default-Grüße');

const METADATA: EventMetadata = {
  tenant: 'default',
  actor: { subject: 'flow', kind: 'caller' },
  schemaVersion: 1,
  occurredAt: '2026-01-31T12:00:00.000Z',
};

function draft(changes: Partial<EventDraft> = {}): EventDraft {
  return {
    id: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
    type: 'Noted',
    data: { a: 'é🙂' },
    metadata: METADATA,
    ...changes,
  };
}

function recorded(event: NewEvent | undefined, revision: bigint): RecordedEvent {
  if (event === undefined) throw new Error('There should be an event.');
  return { ...event, stream: STREAM, revision, position: position('1'), recordedAt: '2026-01-31T12:00:00.000Z' };
}

/** The recipe of the documentation, written down a second time and slowly. */
function hashByHand(parts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8');
    digest.update(Buffer.from(`${bytes.length}:`, 'ascii')).update(bytes);
  }
  return digest.digest('hex');
}

describe('sealEvents', () => {
  it('hashes stream, revision, id, type, data and metadata without its hash', () => {
    const { events, lastHash } = sealEvents(STREAM, [draft()], { revision: 7n, previousHash: 'a'.repeat(64) });
    const unsealed =
      '{"tenant":"default","actor":{"subject":"flow","kind":"caller"},"schemaVersion":1,' +
      `"occurredAt":"2026-01-31T12:00:00.000Z","previousHash":"${'a'.repeat(64)}"}`;
    const byHand = hashByHand([STREAM, '7', draft().id, 'Noted', '{"a":"é🙂"}', unsealed]);
    expect(events).toEqual([
      {
        id: draft().id,
        type: 'Noted',
        data: '{"a":"é🙂"}',
        metadata: `${unsealed.slice(0, -1)},"hash":"${byHand}"}`,
      },
    ]);
    expect(lastHash).toBe(byHand);
    expect(lastHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('links each event to the one before it', () => {
    const { events, lastHash } = sealEvents(STREAM, [draft(), draft(), draft()], {
      revision: 0n,
      previousHash: GENESIS_HASH,
    });
    const metadata = events.map(readMetadata);
    expect(metadata[0]?.previousHash).toBe('0'.repeat(64));
    expect(metadata[1]?.previousHash).toBe(metadata[0]?.hash);
    expect(metadata[2]?.previousHash).toBe(metadata[1]?.hash);
    expect(lastHash).toBe(metadata[2]?.hash);
    expect(new Set(metadata.map(({ hash }) => hash)).size).toBe(3);
    expect(events.map((event, index) => hashOf(recorded(event, BigInt(index))))).toEqual(
      metadata.map(({ hash }) => hash),
    );
  });

  it('refuses to seal nothing, since an append takes at least one event', () => {
    const at = { revision: 3n, previousHash: 'b'.repeat(64) };
    expect(() => sealEvents(STREAM, [], at)).toThrow(InvalidEventError);
    expect(() => sealUnordered(STREAM, [])).toThrow(InvalidEventError);
  });

  it('writes metadata in one order of members, whatever the order given, with the hash last', () => {
    const metadata = {
      source: { channel: 'voice', platform: 'genesys', conversationId: 'c' },
      occurredAt: '2026-01-31T12:00:00.000Z',
      schemaVersion: 2,
      actor: { kind: 'operator', clientId: 'id', subject: 'ann' },
      tenant: 'acme',
      commandId: 'x',
      $causationId: 'because',
      $correlationId: 'together',
    } as const;
    const [event] = sealEvents(STREAM, [draft({ metadata })], { revision: 0n, previousHash: GENESIS_HASH }).events;
    expect(event?.metadata).toMatch(
      new RegExp(
        '^{"\\$correlationId":"together","\\$causationId":"because","commandId":"x","tenant":"acme",' +
          '"actor":{"subject":"ann","clientId":"id","kind":"operator"},"schemaVersion":2,' +
          '"occurredAt":"2026-01-31T12:00:00.000Z",' +
          '"source":{"platform":"genesys","conversationId":"c","channel":"voice"},' +
          '"previousHash":"0{64}","hash":"[0-9a-f]{64}"}$',
      ),
    );
    expect(event && readMetadata(event)).toMatchObject(metadata);
  });

  it.each<[string, Partial<EventDraft>]>([
    ['data that JSON cannot hold', { data: { n: Number.NaN } }],
    ['a schema version of 0', { metadata: { ...METADATA, schemaVersion: 0 } }],
    ['a schema version that is not a whole number', { metadata: { ...METADATA, schemaVersion: 1.5 } }],
    ['a time without milliseconds', { metadata: { ...METADATA, occurredAt: '2026-01-31T12:00:00Z' } }],
    ['a time that is not UTC', { metadata: { ...METADATA, occurredAt: '2026-01-31T12:00:00.000+01:00' } }],
  ])('refuses %s', (_, changes) => {
    expect(() => sealEvents(STREAM, [draft(changes)], { revision: 0n, previousHash: GENESIS_HASH })).toThrow(
      InvalidEventError,
    );
    expect(() => sealUnordered(STREAM, [draft(changes)])).toThrow(InvalidEventError);
  });

  it.each(['', 'A'.repeat(64), '0'.repeat(63), '0'.repeat(65)])('refuses to follow on %j', (previousHash) => {
    expect(() => sealEvents(STREAM, [draft()], { revision: 0n, previousHash })).toThrow(InvalidEventError);
  });
});

describe('sealUnordered', () => {
  it('puts ANY where the revision would be, and no link', () => {
    const events = sealUnordered(STREAM, [draft(), draft({ data: {} })]);
    const metadata = events.map(readMetadata);
    expect(metadata.map((one) => 'previousHash' in one)).toEqual([false, false]);
    const unsealed = events[1]?.metadata.replace(/,"hash":"[0-9a-f]{64}"/, '') ?? '';
    expect(metadata[1]?.hash).toBe(hashByHand([STREAM, 'ANY', draft().id, 'Noted', '{}', unsealed]));
    expect(hashOf(recorded(events[1], 0n))).toBe(metadata[1]?.hash);
    expect(hashOf(recorded(events[1], 99n))).toBe(metadata[1]?.hash);
  });
});

describe('hashOf', () => {
  it('gives another hash for any change of any part', () => {
    const [event] = sealEvents(STREAM, [draft()], { revision: 0n, previousHash: GENESIS_HASH }).events;
    const sound = recorded(event, 0n);
    const changed: RecordedEvent[] = [
      { ...sound, stream: streamName('journey.default-other') },
      { ...sound, revision: 1n },
      { ...sound, id: '6ba7b810-9dad-41d1-80b4-00c04fd430c9' },
      { ...sound, type: 'noted' },
      { ...sound, data: '{"a":"é🙂 "}' },
      { ...sound, metadata: sound.metadata.replace('flow', 'flaw') },
      { ...sound, metadata: sound.metadata.replace(GENESIS_HASH, '1'.repeat(64)) },
    ];
    expect(hashOf(sound)).toBe(sealedHash(sound));
    expect(changed.map((one) => hashOf(one) === hashOf(sound))).toEqual(changed.map(() => false));
  });

  it('does not depend on what the store adds', () => {
    const [event] = sealEvents(STREAM, [draft()], { revision: 0n, previousHash: GENESIS_HASH }).events;
    const sound = recorded(event, 0n);
    expect(hashOf({ ...sound, position: position('9/9'), recordedAt: '' })).toBe(hashOf(sound));
  });

  it.each(['{}', '{"hash":"x"}', `{"hash":"${'a'.repeat(64)}","tenant":"x"}`, 'no JSON'])(
    'refuses metadata that is not sealed: %s',
    (metadata) => {
      const event = { ...recorded(draft() as unknown as NewEvent, 0n), data: '{}', metadata };
      expect(() => hashOf(event)).toThrow(InvalidEventError);
      expect(() => readMetadata(event)).toThrow(InvalidEventError);
      expect(() => sealedHash(event)).toThrow('should end in a "hash" member');
    },
  );

  it('refuses metadata that ends like sealed JSON and is not JSON', () => {
    const event = { ...draft(), data: '{}', metadata: `{"tenant",,"hash":"${'a'.repeat(64)}"}` };
    expect(() => readMetadata(event)).toThrow('is not JSON');
  });
});

describe('hashParts', () => {
  it('keeps neighbouring parts apart: no two different lists of parts have one hash', () => {
    const parts = fc.tuple(
      ...Array.from({ length: 6 }, () => fc.string({ unit: fc.constantFrom('1', ':', '2', 'é', '"') })),
    );
    fc.assert(
      fc.property(parts, parts, (one, two) => {
        const isSame = one.every((part, index) => part === two[index]);
        expect(hashOfParts(one) === hashOfParts(two)).toBe(isSame);
        expect(hashOfParts(one)).toBe(hashByHand(one));
      }),
      { numRuns: 500 },
    );
    expect(hashParts('ab', 'c', '', '', '', '')).not.toBe(hashParts('a', 'bc', '', '', '', ''));
  });
});

function hashOfParts(parts: readonly string[]): string {
  const [stream = '', revision = '', id = '', type = '', data = '', metadata = ''] = parts;
  return hashParts(stream, revision, id, type, data, metadata);
}
