import { request } from 'node:http';
import { type Reply, RunningLedger, serverSentEvent } from '../support/running-ledger';

interface Message {
  readonly kind: string;
  readonly position: string | null;
  readonly states: readonly { readonly stateId: string; readonly version: number; readonly journeys: number }[];
  readonly [figure: string]: unknown;
}

/** Follows the counts until they are as wanted, and gives what a client has then. */
function follow(
  ledger: RunningLedger,
  isReached: (counts: ReadonlyMap<string, number>, message: Message) => boolean,
): Promise<{ readonly counts: ReadonlyMap<string, number>; readonly last: Message; readonly ids: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const counts = new Map<string, number>();
    const ids: string[] = [];
    let rest = '';
    const call = request(`${ledger.url}/v1/live/counts`, (response) => {
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const messages = (rest + chunk).split('\n\n');
        rest = messages.pop() ?? '';
        for (const { id, data } of messages.flatMap(serverSentEvent)) {
          ids.push(id);
          const message = data as unknown as Message;
          if (message.kind === 'snapshot') counts.clear();
          for (const { stateId, journeys } of message.states) {
            if (journeys === 0) counts.delete(stateId);
            else counts.set(stateId, journeys);
          }
          if (!isReached(counts, message)) continue;
          call.destroy();
          resolve({ counts, last: message, ids });
          return;
        }
      });
    });
    call.on('error', (error) => (call.destroyed ? undefined : reject(error)));
    call.end();
  });
}

describe('GET /v1/live/counts', () => {
  let ledger: RunningLedger;
  let last: Reply;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
    for (const id of ['live-1', 'live-2', 'live-3']) await ledger.begin(id);
    await ledger.move('live-1', { targetStateId: 'PAYMENT_COLLECTOR' });
    await ledger.move('live-1', { targetStateId: 'COMPLETED' });
    await ledger.move('live-2', { targetStateId: 'NO_SUCH_STATE' });
    last = await ledger.move('live-2', { targetStateId: 'IDENTIFY' });
    await ledger.timelineWith('live-2', 3);
  });
  afterAll(() => ledger.remove());

  it('gives a snapshot that equals the lists behind it', async () => {
    const { counts, last: message } = await follow(ledger, (states) => states.get('IDENTIFY') === 1);
    expect(message).toMatchObject({
      journeys: 3,
      active: 2,
      overdue: 0,
      refusedLastHour: 1,
      refusedJourneysLastHour: 1,
    });
    expect([...counts].sort()).toEqual([
      ['COMPLETED', 1],
      ['IDENTIFY', 1],
      ['INTRO_WELCOME', 1],
    ]);
    for (const [stateId, journeys] of counts) {
      const { position } = last.json();
      const list = await ledger.get(`/v1/journeys?state=${stateId}&atLeast=${String(position)}`);
      expect((list.json()['journeys'] as unknown[]).length).toBe(journeys);
    }
  });

  it('updates it while journeys move, and leaves out states that are empty', async () => {
    const following = follow(ledger, (states) => states.get('IDENTIFY') === 2 && !states.has('INTRO_WELCOME'));
    await ledger.move('live-3', { targetStateId: 'IDENTIFY' });
    expect([...(await following).counts].sort()).toEqual([
      ['COMPLETED', 1],
      ['IDENTIFY', 2],
    ]);
  });
});
