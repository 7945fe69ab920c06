import { readFileSync } from 'node:fs';
import { checkDefinition } from '@ledger/journey';
import { DiscoveredLog, csvMapping, discoverDefinition, openLog, readCsv, readXes, type LogItem } from '../src';
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
const servicenow = sharedFile('servicenow/incident_event_log.csv.zip');
const servicenowFigures = sharedFile('servicenow/expected.json');

const SERVICENOW_MAPPING = csvMapping({
  caseId: 'number',
  activity: 'incident_state',
  occurredAt: { column: 'sys_updated_at', format: 'd/M/yyyy H:mm' },
  channel: 'contact_type',
  customerId: 'caller_id',
  resource: 'assigned_to',
  missing: '?',
});

const withHelpdesk = helpdesk && helpdeskFigures ? describe : describe.skip;
const withServicenow = servicenow && servicenowFigures ? describe : describe.skip;

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

withServicenow('the incident log (skipped where the shared real logs are absent)', () => {
  let log: DiscoveredLog;
  let refusals: number;
  beforeAll(async () => {
    ({ log, refusals } = await collected(readCsv((await openLog(servicenow ?? '')).chunks, SERVICENOW_MAPPING)));
  });

  it('gives the published cases, events, activities, edges, starts and ends', () => {
    expect(refusals).toBe(0);
    expectSameProcess(log, expectedView(servicenowFigures ?? '', 'every row is an event, activity = incident_state'));
  });

  it('shows the timer that closes resolved incidents after five days, and drops rare states by a threshold', () => {
    const discovery = discoverDefinition(log, { id: 'Incident', threshold: 6 });
    expect(discovery.timeouts).toContainEqual(
      expect.objectContaining({
        stateId: 'Resolved',
        target: 'Closed',
        evidence: 'timer',
        after: expect.stringMatching(/^P5D/) as string,
      }),
    );
    expect(discovery.droppedStates).toEqual(['-100']);
    expect(checkDefinition(discovery.document).errors).toEqual([]);
  });
});
