import { join } from 'node:path';
import { replay, verifyLedger } from '@ledger/audit';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { RunningLedger } from '../../support/running-ledger';
import { firstVersion, secondVersion } from './call-versions';

let double: EventStoreDbDouble;
beforeAll(async () => (double = await EventStoreDbDouble.start()));
afterAll(() => double.close());

const CLOSED = { additionalProperties: false };

describe.each([
  ['the embedded ledger', () => ({})],
  ['an EventStoreDB', () => ({ EVENT_STORE_URL: double.url, ROLES: 'api' })],
] as const)('a journey on %s whose version lacks a field that the current one requires', (kind, settings) => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start(settings())));
  afterAll(async () => {
    await ledger.stop();
    const store =
      kind === 'the embedded ledger'
        ? await SqliteEventStore.open({ path: join(ledger.dataDir, 'ledger.db'), readOnly: true })
        : new EventStoreDbEventStore({ url: double.url });
    expect((await verifyLedger(store, undefined)).breaks).toEqual([]);
    for (const sessionId of touched) {
      const { steps } = (await replay(store, 'default', sessionId))!;
      expect([sessionId, steps.flatMap(({ findings }) => findings)]).toEqual([sessionId, []]);
    }
    expect(touched.size).toBeGreaterThan(0);
    await store.close();
    await ledger.remove();
  });

  const touched = new Set<string>();
  const journey = async (id: string) => (await ledger.get(`/v1/journeys/${id}`)).json();
  const asOf = async (id: string, revision: number) =>
    (await ledger.get(`/v1/journeys/${id}?asOfRevision=${revision}`)).json();
  const FILLED = { tier: 'basic', address: { country: 'DE' } };

  describe.each([
    ['an open context', {}],
    ['a closed context', CLOSED],
  ] as const)('with %s', (what, context) => {
    const id = what.replaceAll(' ', '-').concat(kind === 'the embedded ledger' ? '-1' : '-2');
    const sessions = ['record', 'put', 'ensured', 'moved', 'read', 'patched'] as const;
    const key = (session: (typeof sessions)[number]) => `${id}-${session}`;
    const RECORDS = `/api/v2/datastores/${id}/records`;

    beforeAll(async () => {
      expect((await ledger.post('/v1/definitions', firstVersion(id, context))).status).toBe(201);
      for (const session of sessions) {
        const start = { sessionId: key(session), definitionId: id, context: { amount: 5, legacy: true } };
        expect((await ledger.post('/v1/journeys', start)).status).toBe(201);
        touched.add(key(session));
      }
      const published = await ledger.post('/v1/definitions', secondVersion(id, context));
      expect(published.json()).toMatchObject({ upgrades: [{ from: 1, when: 'resume' }] });
    });

    it('is shown by the record face with the default, and stores it with the next write', async () => {
      const { value } = (await ledger.get(`${RECORDS}/${key('record')}`)).json() as { value: { metadata: object } };
      expect(value).toMatchObject({ version: 1, upgradeTo: 2, metadata: { amount: 5, ...FILLED } });
      expect(value.metadata).not.toHaveProperty('legacy');
      expect(await asOf(key('record'), 0)).toMatchObject({ context: { amount: 5, legacy: true }, revision: 0 });
      const record = { key: key('record'), value: { stateId: 'WELCOME' } };
      const again = await ledger.post(RECORDS, record);
      expect([again.status, again.json()]).toMatchObject([200, { value: { version: 2, metadata: FILLED } }]);
      expect(await asOf(key('record'), 1)).toMatchObject({ definitionVersion: 2, context: { amount: 5, ...FILLED } });

      const body = {
        value: { stateId: 'PAY', version: 1, metadata: { previousState: 'WELCOME', legacy: false, amount: 6 } },
      };
      const put = await ledger.send('PUT', `${RECORDS}/${key('put')}`, { body });
      expect([put.status, put.json()]).toMatchObject([
        200,
        { value: { stateId: 'PAYMENT', version: 3, metadata: { amount: 6, ...FILLED, previousState: 'WELCOME' } } },
      ]);
    });

    it('is restarted by a stale record under the old name of its initial state, as before', async () => {
      const { WELCOME, PAY, ...states } = firstVersion(id).states;
      const restart = { target: 'WELCOME', onConflict: 'restart' };
      const [again, records] = [`${id}-again`, `/api/v2/datastores/${id}-again/records`];
      const first = {
        ...firstVersion(again, context),
        states: { WELCOME, PAY: { ...PAY, transitions: [restart] }, ...states },
      };
      const second = {
        ...first,
        version: 2,
        initial: 'HELLO',
        states: { HELLO: WELCOME, PAY: { ...PAY, transitions: [{ ...restart, target: 'HELLO' }] }, ...states },
        upgrade: { states: { WELCOME: 'HELLO' } },
      };
      await ledger.post('/v1/definitions', first);
      await ledger.post('/v1/journeys', { sessionId: again, definitionId: again });
      await ledger.move(again, { targetStateId: 'PAY' });
      await ledger.send('PATCH', `/v1/journeys/${again}/context`, { body: { amount: 1 } });
      await ledger.post('/v1/definitions', second);
      const put = await ledger.send('PUT', `${records}/${again}`, {
        body: { value: { stateId: 'WELCOME', version: 2 } },
      });
      expect([put.status, put.json()]).toMatchObject([200, { value: { stateId: 'HELLO', version: 5 } }]);
    });

    it('is resumed by a flow with the default, and takes its steps as it was written', async () => {
      const flow = async (call: string, fields: object) => (await ledger.post(`/v1/flow/${call}`, fields)).json();
      expect(await flow('status', { sessionId: key('ensured') })).toMatchObject({
        ...{ definitionVersion: 1, upgradeTo: 2, revision: 0, ctx_tier: 'basic', ctx_address: '{"country":"DE"}' },
        allowedTargets: 'PAYMENT,AGENT,SURVEY',
      });
      expect(await flow('ensure', { sessionId: key('ensured'), definitionId: id })).toMatchObject({
        ...{ outcome: 'RESUMED', definitionVersion: 2, upgradeTo: 0, revision: 1, ctx_tier: 'basic' },
      });
      // The revision that it read before: an upgrade does not count as a change by another caller.
      const step = {
        sessionId: key('ensured'),
        targetStateId: 'PAY',
        expectedRevision: 0,
        ctx_legacy: 'true',
        ctx_amount: '7',
      };
      expect(await flow('transition', step)).toMatchObject({ outcome: 'ADVANCED', stateId: 'PAYMENT', ctx_amount: 7 });
      expect(await flow('transition', { sessionId: key('moved'), targetStateId: 'PAY' })).toMatchObject({
        ...{ outcome: 'ADVANCED', stateId: 'PAYMENT', revision: 2, ctx_tier: 'basic' },
      });
      expect(await flow('context', { sessionId: key('moved'), ctx_tier: 'gold' })).toMatchObject({
        ...{ outcome: 'ADVANCED', ctx_tier: 'gold' },
      });
    });

    it('is shown as a resource with the default, and stores it with the next command', async () => {
      const shown = await ledger.get(`/v1/journeys/${key('read')}`);
      expect(shown.headers.etag).toBe('"0"');
      expect(shown.json()).toMatchObject({ definitionVersion: 1, upgradeTo: 2, context: { amount: 5, ...FILLED } });
      expect(await journey(key('read'))).toMatchObject({ revision: 0 });
      const moved = await ledger.move(key('read'), { targetStateId: 'PAY' }, { 'if-match': '"0"' });
      expect([moved.status, moved.json()]).toMatchObject([
        200,
        {
          stateId: 'PAYMENT',
          definitionVersion: 2,
          events: [{ type: 'JourneyMigrated' }, { type: 'JourneyTransitioned' }],
        },
      ]);
      const patch = await ledger.send('PATCH', `/v1/journeys/${key('patched')}/context`, {
        body: { amount: null },
        headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"0"' },
      });
      expect([patch.status, patch.json()]).toMatchObject([200, { revision: 2, context: FILLED }]);
      const stale = await ledger.move(key('patched'), { targetStateId: 'AGENT' }, { 'if-match': '"0"' });
      expect(stale.status).toBe(412);
    });
  });
});
