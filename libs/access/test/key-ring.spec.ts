import * as fc from 'fast-check';
import { SharedEventStore } from '@ledger/command-handling/testing';
import { UpcasterRegistry, type EventStore, type ReadStreamOptions, type StreamName } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { countedIds, FakeTime } from '@ledger/runtime/testing';
import {
  ApiKeyCredentials,
  ApiKeys,
  generateKey,
  hashOfKey,
  KeyCatalog,
  KeyFeed,
  KeyRing,
  KeyStreams,
  TRUSTED_MS,
  type Authentication,
  type KeyCreation,
  type KeyOutcome,
} from '../src';

const LEAD = { actor: { subject: 'lead', kind: 'operator' } } as const;
const creation = (name: string, more: Partial<KeyCreation['terms']> = {}): KeyCreation => ({
  terms: { name, owner: 'Desk', environment: 'live', scopes: ['statestore.write'], ...more },
});
const HERE = '127.0.0.1';

/** A process's way to the store, which may be cut. */
class Way extends SharedEventStore {
  isCut = false;

  override readStream(stream: StreamName, options?: ReadStreamOptions): ReturnType<EventStore['readStream']> {
    if (this.isCut) throw new Error('The store is away.');
    return super.readStream(stream, options);
  }
}

/** One process: its own ring on a store that it shares with others. */
class Process {
  readonly time = new FakeTime('2026-11-02T09:30:00.000Z');
  readonly warnings: string[] = [];
  readonly store: Way;
  readonly streams: KeyStreams;
  readonly catalog: KeyCatalog;
  readonly ring: KeyRing;
  readonly feed: KeyFeed;
  readonly credentials: ApiKeyCredentials;

  constructor(shared: InMemoryEventStore) {
    this.store = new Way(shared);
    const { store, time } = this;
    this.streams = new KeyStreams({ store, upcasters: new UpcasterRegistry() });
    this.catalog = new KeyCatalog({
      store,
      clock: time,
      ids: countedIds(),
      streams: this.streams,
      hasOtherAdmins: false,
    });
    this.ring = new KeyRing({ store, streams: this.streams, clock: time, elapsed: () => time.now().getTime() });
    const log = { warn: (line: string) => this.warnings.push(line), error: () => undefined };
    this.feed = new KeyFeed({ store, ring: this.ring, scheduler: time, log });
    this.credentials = new ApiKeyCredentials(ApiKeys.parse(`boot:${hashOfKey('bootstrap')}:admin`), this.ring);
  }

  async says(key: string, address = HERE): Promise<string> {
    const answer = await this.credentials.authenticate({ 'x-api-key': key }, address);
    return 'refused' in answer ? answer.refused : answer.clientId;
  }
}

async function made(outcome: Promise<KeyOutcome>): Promise<{ secret: string; keyId: string }> {
  const { kind, ...result } = await outcome;
  if (kind === 'refused' || !('key' in result) || result.secret === undefined) throw new Error('The key was not made.');
  return { secret: result.secret, keyId: result.key.keyId };
}

describe('the keys of a process', () => {
  it('are accepted, with what they allow, and each refused in its own way', async () => {
    const one = new Process(new InMemoryEventStore());
    await one.feed.start();
    const { catalog, time } = one;
    const flow = await made(catalog.create('default', creation('flow', { definitions: ['Call'] }), LEAD));
    const near = await made(catalog.create('default', creation('near', { cidrs: ['10.0.0.0/8'] }), LEAD));
    const acme = await made(catalog.create('acme', creation('flow', { environment: 'test' }), LEAD));
    const answer = one.credentials.authenticate({ 'x-api-key': flow.secret }, HERE);
    expect(answer).toEqual({
      ...{ clientId: flow.keyId, name: 'flow', tenant: 'default', environment: 'live' },
      ...{
        expiresAt: '2027-11-02T09:30:00.000Z',
        scopes: new Set(['statestore.write']),
        definitions: new Set(['Call']),
      },
    });
    expect(await one.credentials.authenticate({ 'x-api-key': acme.secret }, HERE)).toMatchObject({ tenant: 'acme' });
    expect(await one.credentials.authenticate({}, HERE)).toMatchObject({ refused: 'none' });
    expect(await one.says('bootstrap')).toBe('boot');
    expect(await one.says('guess')).toBe('unknown');
    expect(await one.says(generateKey('live'))).toBe('unknown');
    expect(await one.says(flow.secret.slice(0, -1))).toBe('malformed');
    expect(await one.says(`${flow.secret.slice(0, -1)}${flow.secret.endsWith('0') ? '1' : '0'}`)).toBe(
      'wrong-checksum',
    );
    expect([await one.says(near.secret), await one.says(near.secret, '10.1.2.3')]).toEqual([
      'wrong-address',
      near.keyId,
    ]);
    await catalog.revoke('default', { keyId: flow.keyId, reason: 'leaked' }, LEAD);
    expect(await one.says(flow.secret)).toBe('revoked');
    time.set('2027-11-02T09:29:59.999Z');
    await one.ring.refresh();
    expect(await one.says(acme.secret)).toBe(acme.keyId);
    time.set('2027-11-02T09:30:00.000Z');
    expect(await one.says(acme.secret)).toBe('expired');
    await one.feed.stop();
  });

  it('are never accepted changed in any way', async () => {
    const one = new Process(new InMemoryEventStore());
    await one.ring.refresh();
    const { secret } = await made(one.catalog.create('default', creation('flow'), LEAD));
    await one.ring.refresh();
    const place = fc.nat({ max: secret.length });
    const piece = fc.string({ unit: fc.constantFrom(...'09AZaz_-é '), maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(place, fc.nat({ max: 3 }), piece, async (at, removed, put) => {
        const mutated = secret.slice(0, at) + put + secret.slice(at + removed);
        fc.pre(mutated !== secret);
        expect(await one.says(mutated)).toMatch(/^(none|malformed|wrong-checksum|unknown)$/);
      }),
      { numRuns: 10_000 },
    );
  });

  it('that are replaced are accepted beside the new ones until the overlap ends', async () => {
    const one = new Process(new InMemoryEventStore());
    await one.ring.refresh();
    const old = await made(one.catalog.create('default', creation('flow'), LEAD));
    const next = await made(one.catalog.rotate('default', { keyId: old.keyId, overlapSeconds: 60 }, LEAD));
    const answers = async () => [await one.says(old.secret), await one.says(next.secret)];
    expect(await answers()).toEqual([old.keyId, next.keyId]);
    one.time.set('2026-11-02T09:30:59.999Z');
    expect(await answers()).toEqual([old.keyId, next.keyId]);
    one.time.set('2026-11-02T09:31:00.000Z');
    expect(await answers()).toEqual(['expired', next.keyId]);
  });

  it('are not made twice by one command, and shown once', async () => {
    const { catalog, streams } = new Process(new InMemoryEventStore());
    const caller = { ...LEAD, commandId: 'key-1' };
    const first = await catalog.create('default', creation('flow'), caller);
    const second = await catalog.create('default', creation('flow'), caller);
    expect([first.kind, second.kind]).toEqual(['changed', 'repeated']);
    expect(second).not.toHaveProperty('secret');
    expect((await streams.keysOf('default'))?.keys.size).toBe(1);
    const other = await catalog.create('default', creation('other'), caller);
    expect(other).toMatchObject({ kind: 'refused', code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('stand in the ledger by their hashes alone', async () => {
    const shared = new InMemoryEventStore();
    const { catalog } = new Process(shared);
    const { secret } = await made(catalog.create('acme', creation('flow'), { ...LEAD, commandId: 'key-1' }));
    const stored: string[] = [];
    for await (const event of shared.readAll()) stored.push(event.stream, event.data, event.metadata);
    expect(stored.join('\n')).toContain(hashOfKey(secret));
    expect(stored.join('\n')).not.toContain(secret.slice('jlk_live_'.length + 8));
    expect(stored).toEqual(expect.arrayContaining(['access.default-tenants', 'access.acme-keys']));
  });
});

describe('the keys that another process changes', () => {
  it('take effect here by the next poll, also of a new tenant', async () => {
    const shared = new InMemoryEventStore();
    const [one, two] = [new Process(shared), new Process(shared)];
    await two.feed.start();
    const flow = await made(one.catalog.create('acme', creation('flow'), LEAD));
    await two.time.advance(500);
    expect(await two.says(flow.secret)).toBe(flow.keyId);
    await one.catalog.revoke('acme', { keyId: flow.keyId, reason: 'leaked' }, LEAD);
    await two.time.advance(500);
    expect(await two.says(flow.secret)).toBe('revoked');
    await two.feed.stop();
  });

  it('are refused once they could not be read for too long, until they can', async () => {
    const shared = new InMemoryEventStore();
    const [one, two] = [new Process(shared), new Process(shared)];
    await two.feed.start();
    const flow = await made(one.catalog.create('default', creation('flow'), LEAD));
    await two.time.advance(500);
    two.store.isCut = true;
    await one.catalog.revoke('default', { keyId: flow.keyId, reason: 'leaked' }, LEAD);
    await two.time.advance(TRUSTED_MS - 500);
    expect(await two.says(flow.secret)).toBe(flow.keyId);
    await two.time.advance(1_000);
    expect(await two.says(flow.secret)).toBe('unavailable');
    expect(await two.says(generateKey('live'))).toBe('unavailable');
    expect(await two.says('bootstrap')).toBe('boot');
    expect(two.warnings).toEqual([expect.stringContaining('The store is away')]);
    two.store.isCut = false;
    expect(await two.says(flow.secret)).toBe('revoked');
    await two.feed.stop();
  });

  it('are read by a request that comes after a pause of the process, so that it is not refused for nothing', async () => {
    const one = new Process(new InMemoryEventStore());
    await one.ring.refresh();
    const flow = await made(one.catalog.create('default', creation('flow'), LEAD));
    await one.time.advance(60_000);
    const answers: Authentication[] = await Promise.all(
      [1, 2, 3].map(async () => one.credentials.authenticate({ 'x-api-key': flow.secret }, HERE)),
    );
    expect(answers.map((answer) => 'clientId' in answer)).toEqual([true, true, true]);
  });
});
