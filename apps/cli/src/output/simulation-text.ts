import type { SimulationFinding, SimulationReport } from '@ledger/client';
import type { Palette } from './palette';
import { printable } from './printable';
import { table } from './table';
import { counted, formatCount, instant } from './times';

const TITLES: { readonly [change in SimulationFinding['change']]: string } = {
  refused: 'would be refused',
  elsewhere: 'would enter another state',
  timedOut: 'would time out',
  notTimedOut: 'would not have timed out by then',
  ending: 'would end otherwise',
  stranded: 'open, could not be migrated',
};

/** What would go otherwise, with examples, then the statuses and the funnel. */
export function simulationText(report: SimulationReport, palette: Palette, width: number | undefined): string {
  const { id, version, since, every, journeys, events, same, baseline, earlier, findings, moreFindings, funnel } =
    report;
  const options = { width, header: palette.dim };
  const which = `${since === null ? '' : ` since ${instant(since)}`}${every === 1 ? '' : `, one of ${formatCount(every)}`}`;
  const head = `${counted(journeys, 'journey')} (${counted(events, 'event')})${which} under ${printable(id)} version ${version}`;
  if (journeys === 0) return `${head}: none is recorded.`;
  const unlike = journeys - same;
  const verdict =
    unlike === 0
      ? palette.green('All would go as they went.')
      : `${palette.green(formatCount(same))} would go as they went, ${palette.yellow(formatCount(unlike))} would not${earlier === 0 ? '' : `, ${formatCount(earlier)} of them under version ${baseline} neither`}.`;
  const found = table(
    findings,
    [
      { title: 'journeys', value: (row) => formatCount(row.journeys), align: 'right' },
      { title: 'what', value: ({ change }) => TITLES[change], paint: () => palette.yellow },
      { title: 'state', value: ({ stateId }) => stateId, paint: () => palette.cyan, shrinks: true },
      { title: 'to', value: ({ target, instead }) => [target, instead].filter(Boolean).join(' → '), shrinks: true },
      { title: 'code', value: ({ code = '' }) => code },
      { title: 'examples', value: ({ examples }) => examples.slice(0, 3).join(', '), shrinks: true },
      { title: 'by', value: (row) => `version ${row.earlier ? baseline : version}` },
      { title: 'why', value: ({ reason }) => reason, shrinks: true },
    ],
    options,
  );
  const more = moreFindings === 0 ? [] : [`… and ${formatCount(moreFindings)} more findings.`];
  const reached = table(
    funnel,
    [
      { title: 'reached', value: ({ stateId }) => stateId, paint: () => palette.cyan, shrinks: true },
      { title: 'recorded', value: (row) => formatCount(row.recorded), align: 'right' },
      { title: 'predicted', value: (row) => formatCount(row.predicted), align: 'right' },
    ],
    options,
  );
  return [
    `${palette.bold(head)}`,
    verdict,
    ...(findings.length === 0 ? [] : ['', found, ...more]),
    '',
    statusesText(report, palette),
    '',
    reached,
  ].join('\n');
}

function statusesText({ recorded, predicted }: SimulationReport, palette: Palette): string {
  const rows = [
    ['open', recorded.ACTIVE, predicted.ACTIVE],
    ['completed', recorded.COMPLETED, predicted.COMPLETED],
    ['timed out', recorded.TIMED_OUT, predicted.TIMED_OUT],
    ['not known', 0, predicted.unknown],
  ] as const;
  return table(
    rows,
    [
      { title: 'status', value: ([name]) => name },
      { title: 'recorded', value: ([, before]) => formatCount(before), align: 'right' },
      { title: 'predicted', value: ([, , after]) => formatCount(after), align: 'right' },
    ],
    { header: palette.dim },
  );
}
