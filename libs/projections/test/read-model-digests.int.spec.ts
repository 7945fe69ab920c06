import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { position, streamName, type RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  attemptStream,
  compileDefinition,
  definitionStream,
  escalationStream,
  operationStream,
  tenantTimeoutsStream,
} from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import { projectionDigest, readModelProjections } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { writeAnalyticsScript } from '../src/testing/contract/analytics-script';
import { at } from '../src/testing/contract/instants';
import { everyDatabase, sqliteInMemory } from './every-database.test-support';

/**
 * The beginnings of the digests, by projection and version. They may only change together with the version: a rebuild
 * would report rows that came out otherwise under the same version as damaged.
 */
const OF_SCRIPT: Readonly<Record<string, string>> = {
  'definitions/3': '75b0267548bd',
  'timeout-rules/1': 'd51ba77ff2e1',
  'current-state/7': '599d5da1e022',
  'open-deadlines/3': 'd03fe06686af',
  'timeline/2': '00334032396c',
  'state-visits/4': 'a269cd0a5863',
  'escalations/2': 'a89408999180',
  'operations/2': 'e74af8662538',
  'policy-violations/1': '38acb15d02d5',
  'policy-watch/1': '38acb15d02d5',
  'journey-aliases/1': '38acb15d02d5',
  'journey-counts/1': '998320292256',
  'refusals/1': '71777acbeed9',
};
const OF_HISTORIES: Readonly<Record<string, readonly string[]>> = {
  'definitions/3': ['864bdddc4b95', '7d4fd11e4c55', 'acef141e9c22', '9d0733504d18', '43b0e4d718b7', '7b1fcf5dc1b5'],
  'timeout-rules/1': ['38acb15d02d5', '39b4ad2bb632', '9ba6143a7f36'],
  'current-state/7': [
    '837875cef84b',
    '22b991fa62d1',
    '3ed33488557e',
    '0c6f75c1bb4c',
    '144c415aa715',
    '1fb1f5085ea9',
    '6d2eb662368c',
    '53b235c52758',
    '8e2a1fe6c2eb',
    '0e3ffc4b4e22',
  ],
  'open-deadlines/3': [
    'fdc1f688be00',
    '807fc0233c12',
    '38acb15d02d5',
    '630ef526261f',
    '95a13f3c7734',
    '6d8a8e3a6a7d',
    '923a01d679e5',
    '4db4c6457896',
    'efa02622e6f0',
  ],
  'timeline/2': [
    '385a370ab930',
    'b24656bd18cd',
    '114d74b367fe',
    '446c0805743c',
    '3844b1723fd0',
    'a12196cb21a7',
    'c149135a9c7f',
    '7db29e6696b0',
    'cceb2cb6ffea',
    'a36c88cf2d47',
    'ae5f67961f97',
    '4716efaab332',
    '3ded1c02f964',
    '1ad45d1cd111',
    'bbda09879987',
  ],
  'state-visits/4': [
    'ee45d1a26419',
    'eb0a3dafd14f',
    '466a06ffdc66',
    'bee59debe097',
    'dfd134de52ba',
    '73b5a4a8b659',
    '72331654e70a',
    '01be058657b3',
    '467b6257226f',
    'be3a7fd34a4f',
  ],
  'escalations/2': ['27163ab962d0'],
  'operations/2': ['38acb15d02d5'],
  'policy-violations/1': ['38acb15d02d5'],
  'policy-watch/1': ['38acb15d02d5'],
  'journey-aliases/1': ['38acb15d02d5', 'c64a2d9dff30'],
  'journey-counts/1': [
    '6b68ef7635c7',
    '8e7915097310',
    '2752c00c4a33',
    'b19589243632',
    'b30864e22a36',
    'ac58a77f7422',
    'e3565740663b',
    'd4929f80eddf',
  ],
  'refusals/1': ['97cce37fac26', '38acb15d02d5', 'b658d6e38162', '51dda3628d17', 'a82250fd024c', 'b4720268c759'],
};

const HISTORIES = join(__dirname, '../../../test/golden');

async function digestsOf(
  store: InMemoryEventStore,
  harness = sqliteInMemory,
  batchSize = 1_000,
): Promise<Readonly<Record<string, string>>> {
  const database = await harness.open();
  try {
    await projectAll(store, database, { batchSize });
    const digests: Record<string, string> = {};
    for (const { name, version } of readModelProjections) {
      digests[`${name}/${version}`] = (await projectionDigest(database, name)).slice(0, 12);
    }
    return digests;
  } finally {
    await harness.dispose(database);
  }
}

describe('read models', () => {
  it.each(everyDatabase())('on %s hold the rows of a script that they always held', async (_name, harness) => {
    const store = new InMemoryEventStore({ now: () => new Date(at(0)) });
    await writeScript(new LedgerScript(store));
    expect(await digestsOf(store, harness)).toEqual(OF_SCRIPT);
  });

  it.each([1, 2, 7])('hold these rows where %d events make a batch, and what was read is remembered', async (size) => {
    const store = new InMemoryEventStore({ now: () => new Date(at(0)) });
    await writeScript(new LedgerScript(store));
    expect(await digestsOf(store, sqliteInMemory, size)).toEqual(OF_SCRIPT);
  });

  it('see what a batch changes of definitions and timeouts that were read before', async () => {
    const store = new InMemoryEventStore({ now: () => new Date(at(0)) });
    const script = new LedgerScript(store);
    const states = { A: { timeout: { after: 'PT1H' }, transitions: [{ target: 'B' }] }, B: { final: true } };
    const plain = compileDefinition({ id: 'Claim', version: 1, initial: 'A', states });
    const policies = { quick: { kind: 'response', first: 'A', then: 'B', within: 'PT1M' } } as const;
    const watched = compileDefinition({ ...plain.document, version: 2, policies });
    let second = 0;
    const start = (sessionId: string, definition = plain): Promise<unknown> =>
      script.run(definition, { type: 'StartJourney', sessionId, now: at(second++) });
    const override = (after: string): Promise<unknown> => {
      const data = { stateId: 'A', after, applyTo: 'new-entries', reason: 'Busy.' };
      return script.append(definitionStream('default', 'Claim'), 'TimeoutOverridden', data, at(second++));
    };
    await script.publish(plain, at(0));
    await start('a');
    await override('PT2H');
    await start('b');
    await script.publish(watched, at(0));
    await start('c', watched);
    await override('PT3H');
    await start('d', watched);
    expect(await digestsOf(store, sqliteInMemory, 1)).toEqual(await digestsOf(store));
    const database = await sqliteInMemory.open();
    await projectAll(store, database, { batchSize: 1 });
    const waits = await database.db
      .selectFrom('open_deadlines')
      .select(['due_ms', 'entered_ms'])
      .orderBy('session_id')
      .execute();
    expect(waits.map(({ due_ms: due, entered_ms: entered }) => ((due ?? 0) - entered) / 3_600_000)).toEqual([
      1, 2, 2, 3,
    ]);
    const due = await database.db.selectFrom('policy_watch').select('session_id').orderBy('session_id').execute();
    expect(due.map(({ session_id: session }) => session)).toEqual(['c', 'd']);
    await database.close();
  });

  it('hold the rows of the recorded histories that they always held', async () => {
    const found: Record<string, string[]> = {};
    for (const history of recordedHistories()) {
      for (const [name, digest] of Object.entries(await digestsOf(history))) {
        const digests = (found[name] ??= []);
        if (!digests.includes(digest)) digests.push(digest);
      }
    }
    expect(found).toEqual(OF_HISTORIES);
  });
});

/** Something of everything that a read model keeps. */
async function writeScript(script: LedgerScript): Promise<void> {
  await writeAnalyticsScript(script);
  const append = async (stream: string, events: readonly (readonly [type: string, data: object])[]): Promise<void> => {
    for (const [type, data] of events) await script.append(stream, type, data, at(400));
  };
  await append(definitionStream('default', 'PaymentCall'), [
    ['TimeoutOverridden', { stateId: 'IDENTIFY', after: 'PT20M', applyTo: 'waiting', reason: 'Line 3.' }],
  ]);
  await append(tenantTimeoutsStream('default'), [['TimeoutsPaused', { reason: 'Line 3.' }]]);
  await script.run(paymentCall, {
    type: 'StartJourney',
    sessionId: 'i',
    now: at(401),
    customerId: 'ann',
    context: { verified: true },
  });
  await append(attemptStream('default', 'i'), [
    [
      'CommandRejected',
      {
        command: 'TransitionJourney',
        commandId: 'c',
        asked: { targetStateId: 'NOWHERE' },
        code: 'TRANSITION_NOT_ALLOWED',
        reason: 'No.',
        stateId: 'WELCOME',
        revision: 0,
      },
    ],
  ]);
  await append(escalationStream('default', 'd:2'), [['EscalationReleased', { claimant: 'ann' }]]);
  await append(escalationStream('default', 'e:1'), [
    [
      'EscalationRequested',
      {
        ...{ escalation: 'desk', kind: 'webhook', target: 'desk', reason: 'entry', sessionId: 'e', dueBy: at(900) },
        ...{ definitionId: 'PaymentCall', definitionVersion: 1, stateId: 'WELCOME', currentStateId: 'WELCOME' },
        ...{ journeyRevision: 1, journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8', triggeredAt: at(400) },
        ...{ customerId: 'bob', channel: 'voice' },
      },
    ],
    [
      'EscalationFailed',
      { target: 'desk', attempt: 1, code: 'HTTP_500', status: 500, detail: 'No.', nextAttemptAt: at(500) },
    ],
  ]);
  await append(operationStream('default', 'op-1'), [
    [
      'OperationRequested',
      {
        ...{ operationId: 'op-1', kind: 'move', filter: { state: 'WELCOME' }, target: { stateId: 'AGENT' } },
        ...{
          reason: 'Line 3.',
          ratePerSecond: 10,
          requestedBy: { subject: 'maria' },
          position: '7',
          at: at(0),
          shown: 2,
        },
      },
    ],
    ['OperationSelected', { first: 0, journeys: [['a', 0]], isLast: true }],
    ['OperationProgressed', { from: 0, results: [{ sessionId: 'a', outcome: 'changed', revision: 1 }] }],
    ['OperationPaused', {}],
  ]);
}

function recordedHistories(): readonly InMemoryEventStore[] {
  const sets = readdirSync(HISTORIES)
    .filter((name) => /^v\d+$/.test(name))
    .sort();
  return sets.flatMap((set) =>
    readdirSync(join(HISTORIES, set))
      .filter((file) => file.endsWith('.ndjson'))
      .sort()
      .map((file) => storeOf(readFileSync(join(HISTORIES, set, file), 'utf8'))),
  );
}

function storeOf(history: string): InMemoryEventStore {
  const events = history
    .trimEnd()
    .split('\n')
    .map((line): RecordedEvent => {
      const event = JSON.parse(line) as Record<Exclude<keyof RecordedEvent, 'isChecked'>, string>;
      const { stream, revision, position: at } = event;
      return { ...event, stream: streamName(stream), revision: BigInt(revision), position: position(at) };
    });
  const streams = new Map(events.map(({ stream }) => [stream, events.filter((event) => event.stream === stream)]));
  return new InMemoryEventStore({ ledger: { events, streams } });
}
