import { RunningLedger } from '../../support/running-ledger';
import { verification } from '../crash/ledger-files';
import { firstVersion, secondVersion } from './call-versions';
import { CallsInProgress, type Answered } from './calls-in-progress';

const ID = 'Busy';
const SUCCESSES = new Set<unknown>(['CREATED', 'RESUMED', 'ADVANCED', 'UNCHANGED']);

/** Publishes the second version while calls of the first are in progress, then rolls back. `load` takes steps until it resolves. */
export async function underLoad(load: (calls: CallsInProgress) => Promise<void>): Promise<void> {
  const ledger = await RunningLedger.start();
  const calls = new CallsInProgress(ledger, ID);
  try {
    expect((await ledger.post('/v1/definitions', firstVersion(ID))).status).toBe(201);
    await load(calls);

    // While steps are on their way: both versions decide some of them.
    calls.at = 'meanwhile';
    const published = Promise.all([ledger.post('/v1/definitions', secondVersion(ID)), load(calls)]);
    expect((await published)[0].status).toBe(201);
    calls.at = 'published';
    await load(calls);

    calls.at = 'meanwhile';
    const back = { body: { version: 1, reason: 'The survey does not ring off' } };
    const rolledBack = Promise.all([ledger.send('PUT', `/v1/definitions/${ID}/current`, back), load(calls)]);
    expect((await rolledBack)[0].status).toBe(200);
    calls.at = 'rolled back';
    await load(calls);

    await expectSound(ledger, calls.answers);
  } finally {
    await ledger.stop();
  }
  const { breaks } = await verification(ledger.dataDir);
  await ledger.remove();
  expect(breaks).toEqual([]);
}

async function expectSound(ledger: RunningLedger, answers: readonly Answered[]): Promise<void> {
  expect(answers.filter(({ outcome }) => !SUCCESSES.has(outcome))).toEqual([]);
  const of = (at: Answered['at']) => answers.filter((answer) => answer.at === at);
  const ended = new Set<string>();
  for (const { sessionId } of of('published')) {
    const journey = (await ledger.get(`/v1/journeys/${sessionId}`)).json();
    expect(journey).toMatchObject({ definitionVersion: 2 });
    if (journey['status'] !== 'ACTIVE') ended.add(sessionId);
  }
  expect(of('published').map(({ version }) => version)).toEqual(of('published').map(() => 2));
  const begunBefore = new Set(of('before').map(({ sessionId }) => sessionId));
  // Some of the journeys came over, and were not begun under version 2.
  expect(answers.some(({ sessionId, version }) => version === 2 && begunBefore.has(sessionId))).toBe(true);
  expect(ended.size).toBeGreaterThan(0);
  const created = of('rolled back').filter(({ outcome }) => outcome === 'CREATED');
  expect(created.length).toBeGreaterThan(0);
  expect(created.map(({ version }) => version)).toEqual(created.map(() => 1));
}
