import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Replay } from '../../apps/console/src/pages/journey/replay';
import { ROOT } from '../support/ledger-process';
import { RunningLedger } from '../support/running-ledger';

const STATES = Object.keys(
  (
    JSON.parse(readFileSync(join(ROOT, 'definitions/customer-journey-state.json'), 'utf8')) as {
      states: Record<string, unknown>;
    }
  ).states,
);

/** Calls that change a journey, allowed or not: what is refused must change nothing in the replay either. */
const calls = fc.array(
  fc.oneof(
    fc.record({ path: fc.constant('transitions'), body: fc.record({ targetStateId: fc.constantFrom(...STATES) }) }),
    fc.record({
      path: fc.constant('transitions'),
      body: fc.record({
        targetStateId: fc.constantFrom(...STATES),
        context: fc.record({ verified: fc.boolean(), fraudScore: fc.nat(9) }),
      }),
    }),
    fc.record({ path: fc.constant('channel'), body: fc.record({ channel: fc.constantFrom('voice', 'chat') }) }),
    fc.record({
      path: fc.constant('deadline'),
      body: fc.record({ deadline: fc.constantFrom('2199-01-01T00:00:00.000Z', null), reason: fc.constant('test') }),
    }),
    fc.record({ path: fc.constant('restart'), body: fc.constant({ reason: 'test' }) }),
    fc.record({
      path: fc.constant('move'),
      body: fc.record({ targetStateId: fc.constantFrom(...STATES), reason: fc.constant('test') }),
    }),
    fc.record({
      path: fc.constant('migrate'),
      body: fc.record({ toVersion: fc.constantFrom(1, 2), force: fc.constant(true), reason: fc.constant('test') }),
    }),
    fc.record({ path: fc.constant('context'), body: fc.record({ fraudScore: fc.constantFrom(1, 2, null) }) }),
  ),
  { minLength: 3, maxLength: 12 },
);

const EXAMPLES = 12;

describe('the replay of the console', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
  });
  afterAll(() => ledger.remove());

  it('goes to what had happened by a time as the ledger answers it, also where the ledger learned of it later', async () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
    const line = { sessionId: 'told-1', definitionId: 'CustomerJourneyState' };
    const told = [
      { command: 'start', ...line, occurredAt: at(0) },
      ...['IDENTIFY', 'PAYMENT_COLLECTOR'].map((targetStateId, index) => ({
        ...{ command: 'transition', sessionId: 'told-1', targetStateId, context: { verified: true } },
        occurredAt: at(index + 1),
      })),
    ];
    const lines = told.map((each) => JSON.stringify(each)).join('\n');
    await ledger.post('/v1/commands?mode=history', lines, { 'content-type': 'application/x-ndjson' });
    const entries = await ledger.timelineWith('told-1', 3);
    const replay = new Replay();
    replay.append(entries as never);
    for (const minute of [0, 1, 2, 9]) {
      const past = (await ledger.get(`/v1/journeys/told-1?asOccurred=${at(minute)}`)).json();
      expect([minute, replay.revisionHappenedBy(at(minute), 2)]).toEqual([minute, past['revision']]);
    }
    // The ledger knew nothing of it then: it was told later.
    expect(replay.revisionKnownAt(at(9))).toBe(-1);
  });

  it('shows each revision as the ledger answers it', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(calls, async (sent) => {
        const id = `replay-${(count += 1)}`;
        await ledger.begin(id, { channel: 'voice', definitionVersion: 1 });
        for (const { path, body } of sent) {
          await ledger.send(path === 'context' ? 'PATCH' : 'POST', `/v1/journeys/${id}/${path}`, { body });
        }
        const { revision, position } = (await ledger.get(`/v1/journeys/${id}`)).json();
        const { entries } = (await ledger.get(`/v1/journeys/${id}/timeline?atLeast=${String(position)}`)).json();
        const replay = new Replay();
        replay.append(entries as never);
        expect(replay.moments).toHaveLength(Number(revision) + 1);
        for (const moment of replay.moments) {
          const past = (await ledger.get(`/v1/journeys/${id}?asOfRevision=${moment.revision}`)).json();
          expect({
            stateId: moment.stateId,
            enteredAt: moment.enteredAt,
            deadline: moment.deadline,
            definitionVersion: moment.version,
            channel: moment.channel,
            context: Object.fromEntries([...replay.contextAt(moment.revision)].map(([key, { value }]) => [key, value])),
          }).toEqual({
            stateId: past['stateId'],
            enteredAt: past['enteredAt'],
            deadline: past['deadline'],
            definitionVersion: past['definitionVersion'],
            channel: past['channel'],
            context: past['context'],
          });
        }
      }),
      { numRuns: EXAMPLES },
    );
  });
});
