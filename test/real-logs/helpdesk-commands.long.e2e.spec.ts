import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { verifyLedger, type LedgerVerification } from '@ledger/audit';
import { LedgerClient, type DefinitionDocument, type LineOutcome, type Timeline } from '@ledger/client';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { join } from 'node:path';
import { logFigures, type EdgeFigure, type LogFigures } from './log-figures';
import { RunningLedger } from '../support/running-ledger';
import { describeWithData, sharedData } from '../support/shared-data';

interface ExpectedView {
  readonly cases: number;
  readonly events: number;
  readonly activities: number;
  readonly variants: number;
  readonly activity_counts: LogFigures['activities'];
  readonly top_variants: readonly LogFigures['topVariant'][];
  readonly directly_follows_total: number;
  readonly directly_follows_distinct: number;
  readonly directly_follows: readonly EdgeFigure[];
}

const COMMANDS = 25_928;
const READS_AT_ONCE = 8;

describeWithData('helpdesk', 'the log of a help desk, posted over HTTP', () => {
  let ledger: RunningLedger;
  let client: LedgerClient;
  let lines: readonly string[];
  let expected: ExpectedView;
  let first: readonly LineOutcome[];

  beforeAll(async () => {
    ledger = await RunningLedger.start({}, { alone: 'All streams and events of the ledger are counted.' });
    // Projecting the whole log may take longer than the ledger lets one query wait.
    client = new LedgerClient({ url: ledger.url, retry: { retries: 60 } });
    lines = gunzipSync(await readFile(sharedData('helpdesk', 'commands.ndjson.gz')))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const file = JSON.parse(await readFile(sharedData('helpdesk', 'expected.json'), 'utf8'));
    expected = file.views['by concept:name'];
    const document = JSON.parse(
      await readFile(sharedData('helpdesk', 'definition.json'), 'utf8'),
    ) as DefinitionDocument;
    await client.definitions.publish(document);
    first = await post();
  });
  afterAll(() => ledger.remove());

  async function post(): Promise<readonly LineOutcome[]> {
    const outcomes: LineOutcome[] = [];
    for await (const outcome of client.commands(lines, { mode: 'import' })) outcomes.push(outcome);
    return outcomes;
  }

  /** Counts and checks what the ledger file holds, beside the server that has it open. */
  async function verified(): Promise<LedgerVerification> {
    const store = await SqliteEventStore.open({ path: join(ledger.dataDir, 'ledger.db'), readOnly: true });
    try {
      return await verifyLedger(store, undefined, { gaplessFrom: 1n });
    } finally {
      await store.close();
    }
  }

  /** Timelines of all tickets, once the read models have seen the last event. */
  async function timelines(): Promise<readonly Timeline[]> {
    const atLeast = String(Math.max(...first.map(({ position }) => Number(position))));
    const sessions: string[] = [];
    for await (const { sessionId } of client.searchAll({
      definitionId: 'HelpdeskTicket',
      atLeast,
      limit: 200,
    })) {
      sessions.push(sessionId);
    }
    const found: Timeline[] = [];
    const waiting = sessions.values();
    const read = async (): Promise<void> => {
      for (const sessionId of waiting) found.push(await client.timeline(sessionId, { atLeast }));
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, read));
    return found;
  }

  it('is accepted line by line, in order', () => {
    expect(lines).toHaveLength(COMMANDS);
    expect(first.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    expect(count(first, ({ outcome }) => outcome)).toEqual({ CREATED: 4_580, ADVANCED: 21_348 });
    expect(first.some(({ replayed }) => replayed)).toBe(false);
  });

  it('gives the figures that were published for it, from the timelines', async () => {
    const figures = logFigures(await timelines(), 'OPENED');
    expect(figures).toMatchObject({ cases: expected.cases, events: expected.events, variants: expected.variants });
    expect(Object.keys(figures.activities)).toHaveLength(expected.activities);
    expect(figures.activities).toEqual(expected.activity_counts);
    expect(figures.topVariant).toEqual(expected.top_variants[0]);
    expect(figures.directlyFollows).toHaveLength(expected.directly_follows_distinct);
    expect(byEdge(figures.directlyFollows)).toEqual(byEdge(expected.directly_follows));
    const pairs = figures.directlyFollows.reduce((sum, edge) => sum + edge.count, 0);
    expect(pairs).toBe(expected.directly_follows_total);
    // The same figures as numbers too, so that a changed expectation cannot pass unseen.
    expect([figures.cases, figures.events, figures.variants, figures.directlyFollows.length, pairs]).toEqual([
      4_580, 21_348, 226, 55, 16_768,
    ]);
    expect(figures.topVariant.share).toBe(0.516594);
  });

  it('appends nothing when it is posted a second time, and gives the first replies again', async () => {
    const before = await verified();
    const second = await post();
    expect(second.every(({ replayed }) => replayed)).toBe(true);
    expect(second.map(({ outcome, sessionId }) => [outcome, sessionId])).toEqual(
      first.map(({ outcome, sessionId }) => [outcome, sessionId]),
    );
    expect(await verified()).toEqual(before);
  });

  it('leaves a ledger whose every chain is sound', async () => {
    const { breakCount, events, streams } = await verified();
    expect(breakCount).toBe(0);
    // Tickets, the shipped and the published definition; one event for each command and version: the shipped one has two.
    expect(streams).toBe(4_580 + 2);
    expect(events).toBe(COMMANDS + 3);
  });
});

function count<T>(items: readonly T[], keyOf: (item: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

/** Edges under their names: their order says nothing. */
function byEdge(edges: readonly EdgeFigure[]): Readonly<Record<string, EdgeFigure>> {
  return Object.fromEntries(edges.map((edge) => [`${edge.from} -> ${edge.to}`, edge]));
}
