import { readFileSync } from 'node:fs';
import { checkDefinition } from '@ledger/journey';
import { DiscoveredLog, discoverDefinition, openLog, readXes, type LogItem } from '../src';
import { sharedFile } from './shared-data.test-support';

interface ExpectedView {
  readonly cases: number;
  readonly events: number;
  readonly activities: number;
  readonly directly_follows_distinct: number;
  readonly start_activities: Readonly<Record<string, number>>;
  readonly end_activities: Readonly<Record<string, number>>;
  readonly directly_follows: readonly { from: string; to: string; count: number }[];
}

function expectedView(file: string, view: string): ExpectedView {
  const expected = JSON.parse(readFileSync(file, 'utf8')) as { views: Record<string, ExpectedView> };
  const found = expected.views[view];
  if (!found) throw new Error(`${file} has no view ${view}.`);
  return found;
}

async function collected(items: AsyncIterable<LogItem>): Promise<{ log: DiscoveredLog; refusals: number }> {
  const log = new DiscoveredLog();
  let refusals = 0;
  for await (const item of items) {
    if ('event' in item) log.add(item.event);
    else refusals += 1;
  }
  return { log, refusals };
}

function expectSameProcess(log: DiscoveredLog, view: ExpectedView): void {
  expect({ cases: log.cases, events: log.events, activities: log.states.size, edges: log.edges.length }).toEqual({
    cases: view.cases,
    events: view.events,
    activities: view.activities,
    edges: view.directly_follows_distinct,
  });
  expect(Object.fromEntries(log.starts)).toEqual(view.start_activities);
  expect(Object.fromEntries(log.ends)).toEqual(view.end_activities);
  const counts = new Map(log.edges.map((edge) => [`${edge.from} -> ${edge.to}`, edge.count]));
  for (const { from, to, count } of view.directly_follows)
    expect([from, to, counts.get(`${from} -> ${to}`)]).toEqual([from, to, count]);
}

const helpdesk = sharedFile('helpdesk/helpdesk.xes.gz');
const helpdeskFigures = sharedFile('helpdesk/expected.json');

const withHelpdesk = helpdesk && helpdeskFigures ? describe : describe.skip;

withHelpdesk('the help desk log (skipped where the shared real logs are absent)', () => {
  let log: DiscoveredLog;
  let refusals: number;
  beforeAll(async () => ({ log, refusals } = await collected(readXes((await openLog(helpdesk ?? '')).chunks))));

  it('gives the published cases, events, activities, edges, starts and ends', () => {
    expect(refusals).toBe(0);
    expectSameProcess(log, expectedView(helpdeskFigures ?? '', 'by concept:name'));
  });

  it('is discovered as a definition that the static check accepts', () => {
    const discovery = discoverDefinition(log, { id: 'Discovered' });
    const report = checkDefinition(discovery.document);
    expect(report.errors).toEqual([]);
    expect(Object.keys(discovery.document.states)).toHaveLength(15);
    expect(discovery.edges.filter((edge) => edge.kept)).toHaveLength(55 + 6);
    expect(discovery.droppedStates).toEqual([]);
  });
});
