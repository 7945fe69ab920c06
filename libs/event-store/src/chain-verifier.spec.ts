import { randomUUID } from 'node:crypto';
import { type ChainBreakKind, ChainVerifier, verifyStream } from './chain-verifier';
import { GENESIS_HASH, sealEvents, sealUnordered } from './envelope';
import type { EventDraft } from './envelope.types';
import type { NewEvent, RecordedEvent } from './event-store';
import { position } from './position';
import { streamName, type StreamName } from './stream-name';

const STREAM = streamName('journey.default-1');

function drafts(count: number): EventDraft[] {
  return Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    type: 'Noted',
    data: { n },
    metadata: {
      tenant: 'default',
      actor: { subject: 'flow', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: '2026-01-31T12:00:00.000Z',
    },
  }));
}

function record(stream: StreamName, events: readonly NewEvent[]): RecordedEvent[] {
  return events.map((event, index) => ({
    ...event,
    stream,
    revision: BigInt(index),
    position: position(String(index + 1)),
    recordedAt: '2026-01-31T12:00:00.000Z',
  }));
}

function chain(count: number, stream = STREAM): RecordedEvent[] {
  return record(stream, sealEvents(stream, drafts(count), { revision: 0n, previousHash: GENESIS_HASH }).events);
}

async function findBreaks(events: readonly RecordedEvent[]): Promise<[bigint, ChainBreakKind][]> {
  return (await verifyStream(events)).breaks.map(({ revision, kind }) => [revision, kind]);
}

function replaced(events: readonly RecordedEvent[], index: number, changes: Partial<RecordedEvent>): RecordedEvent[] {
  return events.map((event, at) => (at === index ? { ...event, ...changes } : event));
}

describe('verifyStream', () => {
  it('finds a chain sound, and tells its length and last hash', async () => {
    const events = chain(4);
    const hash = /"hash":"(\w+)"}$/.exec(events[3]?.metadata ?? '')?.[1];
    expect(await verifyStream(events)).toEqual({ events: 4, lastHash: hash, breaks: [] });
  });

  it('finds an empty read sound', async () => {
    expect(await verifyStream([])).toEqual({ events: 0, lastHash: undefined, breaks: [] });
  });

  it('finds unordered events sound, and their content under guard', async () => {
    const events = record(STREAM, sealUnordered(STREAM, drafts(3)));
    expect(await findBreaks(events)).toEqual([]);
    expect(await findBreaks(replaced(events, 1, { data: '{"n":7}' }))).toEqual([[1n, 'HASH_MISMATCH']]);
  });

  it.each<[string, Partial<RecordedEvent>]>([
    ['data', { data: '{"n":7}' }],
    ['type', { type: 'Forged' }],
    ['id', { id: randomUUID() }],
  ])('finds changed %s at its event alone', async (_, changes) => {
    expect(await findBreaks(replaced(chain(4), 2, changes))).toEqual([[2n, 'HASH_MISMATCH']]);
  });

  it('says what it found in a sentence, with the place', async () => {
    const events = replaced(chain(3), 1, { data: '{"n":7}' });
    expect((await verifyStream(events)).breaks).toEqual([
      {
        stream: STREAM,
        revision: 1n,
        position: '2',
        kind: 'HASH_MISMATCH',
        reason: expect.stringMatching(/^The event says hash \w{64}, and its content gives \w{64}\.$/),
      },
    ]);
  });

  it('finds an event that was replaced together with its hash, by the link of the next one', async () => {
    const events = chain(4);
    const [forged] = sealEvents(STREAM, drafts(1), {
      revision: 1n,
      previousHash: /"hash":"(\w+)"}$/.exec(events[0]?.metadata ?? '')?.[1] ?? '',
    }).events;
    expect(await findBreaks(replaced(events, 1, forged ?? {}))).toEqual([[2n, 'PREVIOUS_HASH_MISMATCH']]);
  });

  it('finds a missing event, with its revision left open or closed up', async () => {
    const events = chain(4);
    const left = events.filter(({ revision }) => revision !== 1n);
    expect(await findBreaks(left)).toEqual([
      [2n, 'REVISION_GAP'],
      [2n, 'PREVIOUS_HASH_MISMATCH'],
    ]);
    const closedUp = left.map((event, index) => ({ ...event, revision: BigInt(index) }));
    expect(await findBreaks(closedUp)).toEqual([
      [1n, 'HASH_MISMATCH'],
      [1n, 'PREVIOUS_HASH_MISMATCH'],
      [2n, 'HASH_MISMATCH'],
    ]);
  });

  it('finds a missing first event', async () => {
    expect(await findBreaks(chain(3).slice(1))).toEqual([
      [1n, 'REVISION_GAP'],
      [1n, 'PREVIOUS_HASH_MISMATCH'],
    ]);
  });

  it('finds two events in each other’s place', async () => {
    const [first, second, third] = chain(3) as [RecordedEvent, RecordedEvent, RecordedEvent];
    const swapped = [first, { ...third, revision: 1n }, { ...second, revision: 2n }];
    expect((await findBreaks(swapped)).map(([, kind]) => kind)).toContain('HASH_MISMATCH');
  });

  it('finds an event of another stream', async () => {
    const other = chain(2, streamName('journey.default-2'));
    const events = replaced(chain(2), 1, { ...other[1], stream: STREAM });
    expect(await findBreaks(events)).toEqual([
      [1n, 'HASH_MISMATCH'],
      [1n, 'PREVIOUS_HASH_MISMATCH'],
    ]);
  });

  it('finds an event without a link in a chain, and one with a link outside of any', async () => {
    const unordered = record(STREAM, sealUnordered(STREAM, drafts(2)));
    const chained = chain(2);
    expect(await findBreaks(replaced(chained, 1, unordered[1] ?? {}))).toEqual([[1n, 'LINK_MISPLACED']]);
    expect(await findBreaks(replaced(unordered, 1, chained[1] ?? {}))).toEqual([[1n, 'LINK_MISPLACED']]);
  });

  it('finds an event that is not sealed, and continues with the next', async () => {
    const events = replaced(chain(4), 1, { metadata: '{}' });
    expect(await findBreaks(events)).toEqual([[1n, 'UNSEALED']]);
    expect((await verifyStream(chain(1).map((event) => ({ ...event, metadata: '' })))).lastHash).toBeUndefined();
  });
});

describe('ChainVerifier', () => {
  it('keeps streams apart that are read mixed', () => {
    const [one, two] = [chain(3), chain(3, streamName('journey.default-2'))];
    const verifier = new ChainVerifier();
    const mixed = one.flatMap((event, index) => [event, two[index] ?? event]);
    expect(mixed.flatMap((event) => verifier.check(event))).toEqual([]);
    expect(verifier.lastHash(STREAM)).toMatch(/^\w{64}$/);
    expect(verifier.lastHash(STREAM)).not.toBe(verifier.lastHash(streamName('journey.default-2')));
    expect(verifier.lastHash(streamName('journey.default-3'))).toBeUndefined();
  });
});
