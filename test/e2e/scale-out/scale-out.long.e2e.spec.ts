import { ABORT_TIMEOUT } from '@ledger/journey';
import { LedgerHttp, type CommandAnswer, type TimelineEntry } from '../crash/ledger-http';
import { buildLedger, pause } from '../../support/ledger-process';
import { ofThisRun } from '../../support/of-this-run';
import { fetchFromLedger } from '../../support/replies';
import { Cluster, itWithOwnServer } from './cluster';

/** How long a server is away; the longer rounds set more. */
const OUTAGE_MS = Number(process.env['SCALE_OUT_OUTAGE_MS'] ?? 2_000);
const PATIENCE_MS = 60_000;

const QUICK = {
  id: 'QuickTimeout',
  version: 1,
  initial: 'WAITING',
  states: { WAITING: { timeout: { after: 'PT1S' }, transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
};

interface Answer {
  readonly status: number;
  readonly sessionId: string;
  readonly commandId: string;
  readonly milliseconds: number;
}

describe('a ledger of several processes, on an event store server and PostgreSQL', () => {
  let cluster: Cluster;
  let one: LedgerHttp;
  let two: LedgerHttp;

  beforeAll(async () => {
    buildLedger();
    cluster = await Cluster.start();
    [one, two] = [new LedgerHttp(cluster.url('api-1')), new LedgerHttp(cluster.url('api-2'))];
    await one.post('/v1/definitions', QUICK);
  });
  afterAll(() => cluster.stop());

  const start = (http: LedgerHttp, sessionId: string, definitionId = 'CustomerJourneyState') =>
    http.post<CommandAnswer>('/v1/journeys', { sessionId, definitionId, commandId: `${sessionId}-start` });

  const eventCount = async (sessionId: string): Promise<number> =>
    (await cluster.events(`journey.default-${sessionId}`)).length;

  /** The first answer that satisfies; the last one where none does in time. */
  async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (satisfies(answer) || performance.now() > giveUpAt) return answer;
      await pause(50);
    }
  }

  async function eventsInLedger(sessionId: string): Promise<number> {
    return (await one.journey(sessionId)).revision + 1;
  }

  /** Posts starts one after the other until told to stop; what was answered, and how soon. */
  function load(prefix: string): { stop: () => Promise<readonly Answer[]> } {
    const answers: Answer[] = [];
    let isStopped = false;
    const running = (async () => {
      for (let n = 0; !isStopped; n += 1) {
        const sessionId = ofThisRun(`${prefix}-${n}`);
        const sentAt = performance.now();
        const { status } = await start(n % 2 === 0 ? one : two, sessionId);
        answers.push({ status, sessionId, commandId: `${sessionId}-start`, milliseconds: performance.now() - sentAt });
      }
    })();
    return {
      stop: async () => {
        isStopped = true;
        await running;
        return answers;
      },
    };
  }

  it('lets one of fifty writers from the same revision win, through whichever process they come', async () => {
    const raced = ofThisRun('raced');
    expect((await start(one, raced)).status).toBe(201);
    expect((await start(two, raced)).status).toBe(200);
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const targetStateId = n % 3 === 0 ? 'IDENTIFY' : 'PAYMENT_COLLECTOR';
        const move = { targetStateId, expectedRevision: 0, commandId: `racer-${n}` };
        for (;;) {
          const { status } = await (n % 2 === 0 ? one : two).post(`/v1/journeys/${raced}/transitions`, move);
          // UNAVAILABLE: on a busy machine fifty at once may take longer than a request's budget. Then it is sent again.
          if (status !== 503) return status;
        }
      }),
    );
    expect([
      statuses.filter((status) => status === 200).length,
      // Where a transition merges, a loser is decided again on the state that the winner left, whose guard refuses it.
      statuses.filter((status) => status === 409 || status === 422).length,
    ]).toEqual([1, 49]);
    expect(await eventsInLedger(raced)).toBe(2);
  });

  it('answers a repeated command from the other process as the first did', async () => {
    const repeated = ofThisRun('repeated');
    await start(one, repeated);
    const move = { targetStateId: 'PAYMENT_COLLECTOR', commandId: 'the-same' };
    const first = await one.post<CommandAnswer>(`/v1/journeys/${repeated}/transitions`, move);
    const again = await two.post<CommandAnswer>(`/v1/journeys/${repeated}/transitions`, move);
    expect([first.status, again.status, again.body.revision]).toEqual([200, 200, first.body.revision]);
    expect(await eventsInLedger(repeated)).toBe(2);
  });

  it('times every journey out once, although the saga that does it is killed meanwhile', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => ofThisRun(`late-${n}`));
    await Promise.all(ids.map((id, n) => start(n % 2 === 0 ? one : two, id, QUICK.id)));
    const killed = await cluster.killOwner('saga/0');
    for (const id of ids) {
      // Read from the event store's own log: asking for a journey would not time it out, and neither must anything else.
      const aborts = await eventually(
        async () => (await cluster.events(`journey.default-${id}`)).filter(({ type }) => type === ABORT_TIMEOUT).length,
        (count) => count > 0,
      );
      expect([id, aborts]).toEqual([id, 1]);
    }
    await cluster.revive(killed);
    for (const id of ids) expect([id, await eventCount(id)]).toEqual([id, 2]);
  });

  it('projects every event once, although the projector that does it is killed meanwhile', async () => {
    const traffic = load('projected');
    const killed = await cluster.killOwner('projector');
    await pause(OUTAGE_MS);
    const answers = await traffic.stop();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    for (const { sessionId } of answers) {
      const { position } = await one.journey(sessionId);
      const entries: readonly TimelineEntry[] = await two.events(sessionId, position);
      expect([sessionId, entries.map(({ revision }) => revision)]).toEqual([sessionId, [0]]);
    }
    await cluster.revive(killed);
  });

  it('keeps every journey when an API process is killed and started again', async () => {
    const kept = ofThisRun('kept');
    await start(two, kept);
    await cluster.kill('api-2');
    await cluster.revive('api-2');
    two = new LedgerHttp(cluster.url('api-2'));
    expect((await two.journey(kept)).stateId).toBe('INTRO_WELCOME');
    expect((await two.post(`/v1/journeys/${kept}/transitions`, { targetStateId: 'PAYMENT_COLLECTOR' })).status).toBe(
      200,
    );
  });

  itWithOwnServer(
    'says UNAVAILABLE in time while the event store is away, loses nothing, and recovers by itself',
    async () => {
      const traffic = load('outage');
      await pause(200);
      await cluster.ownServer.stop();
      await pause(OUTAGE_MS);
      await cluster.ownServer.start();
      const after = await eventually(
        () => start(one, ofThisRun(`after-outage-${performance.now()}`)),
        ({ status }) => status === 201,
      );
      expect(after.status).toBe(201);
      const answers = await traffic.stop();
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));
      // The budget of a request is two seconds; the rest is what this machine takes.
      expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(10_000);
      for (const { sessionId, status } of answers) {
        const stored = await eventCount(sessionId);
        if (status === 201) expect([sessionId, stored]).toEqual([sessionId, 1]);
        else expect([sessionId, stored <= 1]).toEqual([sessionId, true]);
      }
    },
  );

  itWithOwnServer('never appends twice what it sends again after a lost reply', async () => {
    for (let n = 0; n < 20; n += 1) {
      cluster.ownServer.dropAfterCommit(1);
      const lost = ofThisRun(`lost-${n}`);
      const { status } = await start(n % 2 === 0 ? one : two, lost);
      expect([n, status]).toEqual([n, 201]);
      expect([n, await eventCount(lost)]).toEqual([n, 1]);
    }
  });

  it('takes commands while PostgreSQL is away, says 503 to queries, and catches up', async () => {
    await cluster.postgres.stop();
    const sessionId = ofThisRun('without-read-models');
    const begun = await start(one, sessionId);
    expect(begun.status).toBe(201);
    const query = await fetchFromLedger(`${cluster.url('api-1')}/v1/journeys?limit=1`);
    expect([query.status, ((await query.json()) as { code: string }).code]).toEqual([503, 'UNAVAILABLE']);
    expect((await one.journey(sessionId)).stateId).toBe('INTRO_WELCOME');
    await cluster.postgres.start();
    const entries = await two.events(sessionId, begun.body.position);
    expect(entries.map(({ type }) => type)).toEqual(['JourneyStarted']);
  });
});
