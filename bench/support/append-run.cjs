'use strict';
// Appends journeys of one event to a ledger, as many at once as are given, and prints how long it took: what the store
// alone can do.
const path = require('node:path');
const { Stopwatch, report } = require('./run-figures.cjs');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { SqliteEventStore } = require(path.join(dist, 'event-store-sqlite/src/index.js'));
const { GENESIS_HASH, sealEvents, streamName } = require(path.join(dist, 'event-store/src/index.js'));
const { journeyStream, JOURNEY_STARTED } = require(path.join(dist, 'journey/src/index.js'));

const WAITS_SINCE = '2026-03-01T00:00:00.000Z';
const WAITS_UNTIL = '2026-03-01T08:00:00.000Z';

/** The start of a journey, which is projected like a timeout: an append has the same consequences for both. */
function sealed(run, number) {
  const sessionId = `plain-${run}-${number}`;
  const stream = streamName(journeyStream('default', sessionId));
  const draft = {
    id: `00000000-0000-4000-9${run.padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`,
    type: JOURNEY_STARTED,
    data: {
      definitionId: 'BenchShuttle',
      definitionVersion: 1,
      definitionHash: '0'.repeat(64),
      stateId: 'WAITING',
      channel: 'voice',
      context: { verified: false },
      enteredAt: WAITS_SINCE,
      deadline: WAITS_UNTIL,
      deadlinePolicy: 'definition',
    },
    metadata: {
      commandId: `start-${number}`,
      tenant: 'default',
      actor: { subject: 'bench', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: WAITS_SINCE,
    },
  };
  return { stream, events: sealEvents(stream, [draft], { revision: 0n, previousHash: GENESIS_HASH }).events };
}

report(async (ledger, run, count, atOnce) => {
  const store = await SqliteEventStore.open({ path: ledger });
  const work = Array.from({ length: Number(count) }, (_, number) => sealed(run, number));
  const watch = new Stopwatch();
  let next = 0;
  const append = async () => {
    for (let journey = work[next++]; journey; journey = work[next++]) {
      await store.append(journey.stream, journey.events, { expectedRevision: 'NO_STREAM' });
    }
  };
  await watch.run(() => Promise.all(Array.from({ length: Number(atOnce) }, append)));
  await store.close();
  return watch;
});
