import { hashOfKey } from '@ledger/access';
import { RunningLedger } from '../running-ledger';
import { storedEvents } from '../stored-events';
import { MARK, NEIGHBOUR, NEIGHBOUR_KEY } from './neighbour-names';
import { neighbourFaults } from './neighbour-watch';

const OWN = { 'x-api-key': NEIGHBOUR_KEY };
const ROOT = { 'x-api-key': 'root' };

describe('the neighbour tenant of every ledger under test', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin` });
    const last = (await storedEvents(ledger.dataDir)).at(-1);
    expect((await ledger.get(`/v1/journeys?atLeast=${last?.position ?? ''}`, OWN)).status).toBe(200);
  });
  afterAll(() => ledger.remove());

  it.each([
    ['/v1/journeys', 3],
    [`/v1/customers/${MARK}-customer/journeys`, 3],
    [`/v1/journeys/${MARK}-broken/timeline`, 4],
    ['/v1/definitions', 1],
    ['/v1/escalations', 1],
    ['/v1/policies/violations', 1],
    ['/v1/operations', 1],
    ['/v1/keys', 1],
    ['/v1/timeouts', 1],
    [`/v1/definitions/${MARK}-desk/timeouts/${MARK}_ROOM`, 1],
    [`/v1/lookup?q=crm:${MARK}`, 1],
    ['/v1/analytics/states', 1],
    ['/v1/exports/timeline.csv', 1],
  ])('has something of its own at %s, which the others are not shown', async (path, least) => {
    const { status, text } = await ledger.get(path, OWN);
    expect([status, text.split(MARK).length > least]).toEqual([200, true]);
    expect((await ledger.get(path, ROOT)).text.replaceAll(/in path|detail/g, '')).not.toContain(`${MARK}_HALL`);
  });

  it('is a tenant to which nothing happens by itself when a server starts', async () => {
    const events = (await storedEvents(ledger.dataDir)).filter(({ tenant }) => tenant === NEIGHBOUR);
    expect(events.length).toBeGreaterThan(15);
    const own = events.filter(({ type }) => type !== 'DefinitionPublished');
    expect(own.filter(({ data, stream }) => !`${stream} ${data}`.includes(MARK))).toEqual([]);
  });

  it('is found wherever a reply shows it', () => {
    const seen = { method: 'GET', path: '/v1/journeys', credentials: 'root', status: 200, headers: {}, isWhole: true };
    const body = Buffer.from(`{"journeys":[{"sessionId":"${MARK}-waiting"}]}`);
    expect(neighbourFaults({ ...seen, body })).toEqual([
      expect.stringMatching(/^GET \/v1\/journeys shows what another tenant has: .*n3xtdoor-waiting/),
    ]);
    expect(neighbourFaults({ ...seen, headers: { location: `/${MARK}` }, body: Buffer.from('') })).toHaveLength(1);
    expect(neighbourFaults({ ...seen, credentials: NEIGHBOUR_KEY, body })).toEqual([]);
    expect(neighbourFaults({ ...seen, body: Buffer.from('{"journeys":[]}') })).toEqual([]);
  });
});
