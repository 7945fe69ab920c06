import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { hashOfKey } from '@ledger/access';
import { RunningLedger } from '../support/running-ledger';

const BOOTSTRAP = { 'x-api-key': 'bootstrap' };
const WITHIN_MS = 1_000;

describe('keys on an event store server', () => {
  let store: EventStoreDbDouble;
  const ledgers: RunningLedger[] = [];
  const start = async (settings: Record<string, string>) => {
    const own = { ROLES: 'api', AUTH_MODE: 'api-key', EVENT_STORE_URL: store.url };
    const ledger = await RunningLedger.start({ ...own, ...settings });
    ledgers.push(ledger);
    return ledger;
  };
  beforeAll(async () => {
    store = await EventStoreDbDouble.start();
  });
  afterAll(async () => {
    for (const ledger of ledgers) await ledger.remove();
    await store.close();
  });

  it('begin with one of API_KEYS, and then hold in every process within a second, until they are revoked', async () => {
    await expect(start({})).rejects.toThrow(/^API_KEYS must list a first key/);
    const one = await start({ API_KEYS: `boot:${hashOfKey('bootstrap')}:admin` });
    const request = { name: 'flow', owner: 'Desk', scopes: ['statestore.write'] };
    const created = (await one.post('/v1/keys?tenant=acme', request, BOOTSTRAP)).json();
    const { secret, key } = created as { secret: string; key: { keyId: string } };
    // The ledger holds a key now, so that another process needs none of API_KEYS.
    const two = await start({});
    const statusAt = async (ledger: RunningLedger) =>
      (await ledger.post('/v1/journeys', { sessionId: 'x', definitionId: 'none' }, { 'x-api-key': secret })).status;
    const until = async (ledger: RunningLedger, status: number): Promise<number> => {
      const from = performance.now();
      while ((await statusAt(ledger)) !== status && performance.now() - from < 10 * WITHIN_MS);
      return performance.now() - from;
    };
    const follower = { name: 'follower', owner: 'Desk', scopes: ['audit.read'] };
    const followed = (await one.post('/v1/keys', follower, BOOTSTRAP)).json() as typeof created & { secret: string };
    // Its tenant has no definition: the key was accepted.
    expect([await statusAt(one), await statusAt(two)]).toEqual([404, 404]);
    const next = { ...request, name: 'second' };
    const later = (await one.post('/v1/keys?tenant=acme', next, BOOTSTRAP)).json() as { secret: string };
    const from = performance.now();
    while (
      (await two.get('/v1/access', { 'x-api-key': later.secret })).status !== 200 &&
      performance.now() - from < 10_000
    );
    expect(performance.now() - from).toBeLessThan(WITHIN_MS);
    await one.post(`/v1/keys/${key.keyId}/revoke?tenant=acme`, { reason: 'leaked' }, BOOTSTRAP);
    expect(await statusAt(one)).toBe(401);
    expect(await until(two, 401)).toBeLessThan(WITHIN_MS);
    expect(await statusAt(two)).toBe(401);

    // A stream that began under a key ends with it.
    const ofAnother = two.events('/v1/events?after=start&category=access', 1, { 'x-api-key': followed.secret });
    expect(await ofAnother).toHaveLength(1);
    const stream = two.events('/v1/events?category=access', 1_000, { 'x-api-key': followed.secret });
    const before = performance.now();
    const { keyId } = (followed as unknown as { key: { keyId: string } }).key;
    await one.post(`/v1/keys/${keyId}/revoke`, { reason: 'leaked' }, BOOTSTRAP);
    await stream;
    expect(performance.now() - before).toBeLessThan(2 * WITHIN_MS);
  });
});
