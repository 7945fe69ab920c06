import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { runCli } from '../support/cli';
import { RunningLedger, type Reply } from '../support/running-ledger';

const TO = (targetStateId: string, commandId?: string) => ({ targetStateId, commandId });

/** A journey that refused a command, and was asked for the state that it was in; then it moved on. */
async function answered(
  ledger: RunningLedger,
  sessionId: string,
): Promise<readonly [refused: Reply, unchanged: Reply]> {
  await ledger.begin(sessionId);
  const refused = await ledger.move(sessionId, TO('COMPLETED', 'refused'));
  const unchanged = await ledger.move(sessionId, TO('INTRO_WELCOME', 'unchanged'));
  expect([refused.status, unchanged.status]).toEqual([422, 200]);
  expect(unchanged.json()).toMatchObject({ outcome: 'UNCHANGED', replayed: false });
  await ledger.move(sessionId, TO('IDENTIFY'));
  return [refused, unchanged];
}

async function expectAnswersOf(ledger: RunningLedger, sessionId: string, [refused, unchanged]: readonly Reply[]) {
  const again = await ledger.move(sessionId, TO('COMPLETED', 'refused'));
  expect([again.status, again.json()['code'], again.json()['replayed']]).toEqual([422, refused?.json()['code'], true]);
  expect(again.json()).toEqual({ ...refused?.json(), replayed: true, instance: again.json()['instance'] });
  const same = await ledger.move(sessionId, TO('INTRO_WELCOME', 'unchanged'));
  expect(same.json()).toEqual({ ...unchanged?.json(), replayed: true });
  expect((await ledger.get(`/v1/journeys/${sessionId}`)).json()).toMatchObject({ stateId: 'IDENTIFY', revision: 1 });
}

describe('an answer without an event', () => {
  it('is the same after a restart, and is not shown as refused where nothing was', async () => {
    const first = await RunningLedger.start();
    const replies = await answered(first, 'kept');
    await first.move('kept', TO('IDENTIFY'));
    await first.stop();
    const second = await RunningLedger.start({ DATA_DIR: first.dataDir });
    await expectAnswersOf(second, 'kept', replies);

    const entries = await second.timelineWith('kept', 4);
    const shown = { type: 'CommandUnchanged', commandId: 'unchanged', code: null, reason: null, from: null, to: null };
    expect(entries).toMatchObject([
      { type: 'JourneyStarted' },
      { type: 'CommandRejected', commandId: 'refused', code: 'TRANSITION_NOT_ALLOWED' },
      { ...shown, revision: null, dwellMs: null },
      { type: 'JourneyTransitioned' },
    ]);
    const attempts = await second.events('/v1/events?sessionId=kept&category=attempt&after=start', 2);
    expect(attempts.map(({ event }) => event)).toEqual(['CommandRejected', 'CommandUnchanged']);
    const sql = await runCli(second, [
      'sql',
      "select type, refused from timeline where type like 'Command%' order by 1",
      '--json',
    ]);
    expect(JSON.parse(sql.out)).toMatchObject([{ refused: 1 }, { refused: 0 }]);
    const csv = (await second.get('/v1/exports/timeline.csv')).text
      .split('\r\n')
      .filter((line) => line.includes('CommandUnchanged'));
    expect(csv).toHaveLength(1);
    expect((await second.get('/v1/exports/log.xes')).text).not.toContain('CommandUnchanged');
    const timeline = await runCli(second, ['timeline', 'kept']);
    expect(timeline.out).toMatch(/CommandUnchanged .*caller/);
    const replay = await runCli(second, ['replay', 'kept']);
    expect(replay.out).toMatch(/2 events, 1 refused attempts, 1 commands that changed nothing, all agree/);
    expect(replay.out).toMatch(/– TransitionJourney changed nothing\n {3}asked targetStateId/);
    await second.remove();
  });

  it('is the same in another process on the same ledger', async () => {
    const double = await EventStoreDbDouble.start();
    const settings = { ROLES: 'api', EVENT_STORE_URL: double.url };
    const [one, other] = [await RunningLedger.start(settings), await RunningLedger.start(settings)];
    // Both know the journey before it is answered.
    await other.begin('shared');
    await other.move('shared', TO('COMPLETED', 'first'));
    const replies = await answered(one, 'shared');
    await expectAnswersOf(other, 'shared', replies);
    await expectAnswersOf(one, 'shared', replies);
    const started = (by: RunningLedger, verified: unknown, commandId: string) =>
      by.post('/v1/journeys', {
        ...{ sessionId: 'begun-late', definitionId: 'CustomerJourneyState', context: { verified }, commandId },
      });
    const refused = await started(one, 'yes', 'first');
    expect([refused.status, refused.json()['code']]).toEqual([422, 'CONTEXT_INVALID']);
    expect((await started(other, true, 'second')).status).toBe(201);
    for (const by of [other, one]) {
      const again = await started(by, 'yes', 'first');
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(again.json()).toEqual({ ...refused.json(), replayed: true, instance: again.json()['instance'] });
    }
    await Promise.all([one.remove(), other.remove()]);
    await double.close();
  });
});
