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

  /** Sends a command whose time is spent while it is done; again where it was spent before that, and nothing was done. */
  async function spent(send: (headers: Record<string, string>) => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const reply = await send({ 'x-deadline-ms': '30' });
      const { detail, reasonText } = reply.json();
      if (!/nothing was done/.test(String(detail ?? reasonText))) return reply;
    }
  }

  it.each(COMMANDS)('is done once if it is sent again with the ids of the answer: %s', async (_, send) => {
    holdAppends();
    const first = await spent((headers) => send(ledger, {}, headers));
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
    const first = await spent(put);
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
    expect((await spent(move)).json()).toMatchObject({ commandId: 'own-1', sessionId: 'line' });
    open();
    expect((await move({})).json()).toMatchObject({ replayed: true });
  });

  it('is not begun once its turn comes too late, and its caller is told that nothing was done', async () => {
    await ledger.begin('turns');
    holdAppends();
    const first = ledger.move('turns', { targetStateId: 'IDENTIFY', commandId: 'turn-1' });
    const late = await spent((headers) =>
      ledger.move('turns', { targetStateId: 'PAYMENT_COLLECTOR', commandId: 'turn-2' }, headers),
    );
    expect(late.json()).toMatchObject({ code: 'UNAVAILABLE', commandId: 'turn-2' });
    open();
    expect((await first).json()).toMatchObject({ outcome: 'ADVANCED', revision: 1 });
    // In turn after both: what was not begun left no trace.
    const again = await ledger.move('turns', { targetStateId: 'IDENTIFY', commandId: 'turn-3' });
    expect(again.json()).toMatchObject({ outcome: 'UNCHANGED', revision: 1, stateId: 'IDENTIFY' });
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

describe('a ledger with as many requests under way as it takes', () => {
  it('refuses the next, of a flow as an outcome to branch on, and does nothing of what it refused', async () => {
    const ledger = await RunningLedger.start({ ROLES: 'api', REQUESTS_AT_ONCE: '1' });
    try {
      await ledger.begin('full');
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const append = Reflect.get(SqliteEventStore.prototype, 'append');
      const begun = new Promise<void>((resolve) => {
        jest.spyOn(SqliteEventStore.prototype, 'append').mockImplementation(async function (
          this: SqliteEventStore,
          ...given
        ) {
          resolve();
          await gate;
          return append.apply(this, given);
        });
      });
      const first = ledger.move('full', { targetStateId: 'IDENTIFY' });
      await begun;
      const move = { sessionId: 'full', targetStateId: 'PAYMENT_COLLECTOR' };
      const refused = await ledger.move('full', move);
      expect(refused.status).toBe(429);
      expect(refused.headers).toMatchObject({ 'retry-after': '1' });
      expect(refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
      const answer = await ledger.post('/v1/flow/transition', move);
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({
        outcome: 'UNAVAILABLE',
        reasonCode: 'TOO_MANY_REQUESTS',
        sessionId: 'full',
      });
      expect((await ledger.get('/health/live')).status).toBe(200);
      open();
      expect((await first).json()).toMatchObject({ outcome: 'ADVANCED' });
      expect((await ledger.get('/v1/journeys/full')).json()).toMatchObject({ stateId: 'IDENTIFY', revision: 1 });
    } finally {
      jest.restoreAllMocks();
      await ledger.remove();
    }
  });
});
