import { StoreUnavailableError, type AppendResult } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { RunningLedger, type Reply } from '../support/running-ledger';

const DEFINITION = { definitionId: 'CustomerJourneyState' };
const RECORDS = '/api/v2/datastores/CustomerJourneyState/records';

type Send = (ledger: RunningLedger, ids: Record<string, unknown>, headers: Record<string, string>) => Promise<Reply>;

const line = (fields: object) => `${JSON.stringify(fields)}\n`;

/** Commands of callers that give no id of their own; the second time they send what the answer told. */
const COMMANDS: readonly [string, Send][] = [
  [
    'a start without a session',
    (ledger, ids, headers) => ledger.post('/v1/journeys', { ...DEFINITION, ...ids }, headers),
  ],
  [
    'a start without a session of a flow',
    (ledger, ids, headers) => ledger.post('/v1/flow/ensure', { ...DEFINITION, ...ids }, headers),
  ],
  [
    'a transition',
    (ledger, { commandId }, headers) => ledger.move('again', { targetStateId: 'IDENTIFY', commandId }, headers),
  ],
  [
    'a transition of a flow',
    (ledger, ids, headers) =>
      ledger.post('/v1/flow/transition', { sessionId: 'flow', targetStateId: 'IDENTIFY', ...ids }, headers),
  ],
  [
    'a restart',
    (ledger, { commandId }, headers) => ledger.post('/v1/journeys/restart/restart', { commandId }, headers),
  ],
];

describe('a command whose caller waits no longer', () => {
  let ledger: RunningLedger;
  let open: () => void;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' });
    for (const sessionId of ['again', 'flow', 'restart', 'record', 'line']) await ledger.begin(sessionId);
  });
  afterAll(() => ledger.remove());
  afterEach(() => jest.restoreAllMocks());

  /** From now on appends are stored late: when the gate is opened. */
  function holdAppends(): void {
    const gate = new Promise<void>((resolve) => (open = resolve));
    const append = Reflect.get(SqliteEventStore.prototype, 'append');
    async function held(
      this: SqliteEventStore,
      ...given: Parameters<SqliteEventStore['append']>
    ): Promise<AppendResult> {
      await gate;
      return append.apply(this, given);
    }
    jest.spyOn(SqliteEventStore.prototype, 'append').mockImplementation(held);
  }

  it.each(COMMANDS)('is done once if it is sent again with the ids of the answer: %s', async (_, send) => {
    holdAppends();
    const first = await send(ledger, {}, { 'x-deadline-ms': '30' });
    const { commandId, sessionId, ...told } = first.json();
    expect(told['outcome'] ?? told['code']).toBe('UNAVAILABLE');
    expect(told['reasonText'] ?? told['detail']).toContain(
      `send it again, with this id (commandId "${String(commandId)}"`,
    );
    open();
    const again = (await send(ledger, { commandId, sessionId }, {})).json();
    expect(again).toMatchObject({ sessionId, replayed: true });
    const path = `/v1/journeys/${String(sessionId)}`;
    expect((await ledger.get(path)).json()).toMatchObject({ revision: again['revision'], stateId: again['stateId'] });
  });

  it('is done once on the record face, whose id goes into the header', async () => {
    holdAppends();
    const put = (headers: Record<string, string>) =>
      ledger.send('PUT', `${RECORDS}/record`, { body: { value: { stateId: 'IDENTIFY' } }, headers });
    const first = await put({ 'x-deadline-ms': '30' });
    expect(first.status).toBe(503);
    expect(first.headers).toHaveProperty('retry-after');
    open();
    const again = await put({ 'idempotency-key': String(first.json()['commandId']) });
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(again.json()).toMatchObject({ value: { version: 2 } });
  });

  it('keeps the id that its caller gave', async () => {
    holdAppends();
    const move = (headers: Record<string, string>) =>
      ledger.move('line', { targetStateId: 'IDENTIFY', commandId: 'own-1' }, headers);
    expect((await move({ 'x-deadline-ms': '30' })).json()).toMatchObject({ commandId: 'own-1', sessionId: 'line' });
    open();
    expect((await move({})).json()).toMatchObject({ replayed: true });
  });

  it('is named in a batch of commands as well', async () => {
    jest.spyOn(SqliteEventStore.prototype, 'append').mockRejectedValue(new StoreUnavailableError('busy'));
    const reply = await ledger.send('POST', '/v1/commands', {
      body: line({ command: 'start', sessionId: 'new-line', ...DEFINITION }),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const commandId = expect.stringMatching(/./) as string;
    expect(reply.json()).toMatchObject({ outcome: 'UNAVAILABLE', sessionId: 'new-line', commandId });
  });
});
