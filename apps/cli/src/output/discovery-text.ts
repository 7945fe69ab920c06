import type { DiscoveredEdge, Discovery, SurveyedLog } from '@ledger/exchange';
import type { DefinitionReport } from '@ledger/journey';
import { findingsText } from './definition-text';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields, table } from './table';

export interface DiscoveryReport {
  readonly discovery: Discovery;
  readonly survey: SurveyedLog;
  readonly warnings: readonly string[];
  readonly check: DefinitionReport;
  /** File that the definition was written to. */
  readonly out: string | undefined;
}

type Layout = Parameters<typeof table>[2];

export function discoveryText(report: DiscoveryReport, palette: Palette, width: number | undefined): string {
  const { discovery, survey, warnings, check } = report;
  const layout = { width, header: palette.dim };
  const findings = findingsText(check.errors, check.warnings, palette);
  const verdict = check.errors.length === 0 ? [palette.green('The static check finds no error.')] : [];
  return [
    headText(report, palette),
    warnings.map((warning) => `${palette.yellow('warning')} ${printable(warning)}`).join('\n'),
    titled('Not read', refusalsText(survey, layout), palette),
    edgesText(discovery.edges, palette, layout),
    titled('Where cases end', endsText(discovery, layout), palette),
    titled('Candidates for timeouts', timeoutsText(discovery, layout), palette),
    [...verdict, ...findings].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headText({ discovery, survey, out }: DiscoveryReport, palette: Palette): string {
  const { document, edges, droppedStates, cases, events } = discovery;
  const left = (why: DiscoveredEdge['leftOut']): number => edges.filter(({ leftOut }) => leftOut === why).length;
  const counts = [
    `${edges.filter(({ kept }) => kept).length}`,
    left('threshold') === 0 ? '' : `${left('threshold')} below the threshold`,
    left('final') === 0 ? '' : `${left('final')} that leave a final state`,
    left('unreachable') === 0 ? '' : `${left('unreachable')} out of reach`,
  ];
  return fields(
    [
      ['log', `${cases} cases, ${events} events${survey.refused === 0 ? '' : `, ${survey.refused} unreadable`}`],
      ['definition', printable(`${document.id} version ${document.version}, initial ${document.initial}`)],
      ['states', String(Object.keys(document.states).length)],
      ['edges', counts.filter((count) => count !== '').join(', and ')],
      ['left out', printable(droppedStates.join(', '))],
      ['written to', out ?? ''],
    ],
    palette.dim,
  );
}

function titled(title: string, text: string, palette: Palette): string {
  return text === '' ? '' : `${palette.bold(title)}\n${text}`;
}

function refusalsText({ refusals }: SurveyedLog, layout: Layout): string {
  const rows = Object.entries(refusals).map(([code, { count, first }]) => ({ code, count, reason: first.reason }));
  if (rows.length === 0) return '';
  return table(
    rows,
    [
      { title: 'events', value: ({ count }) => String(count), align: 'right' },
      { title: 'why', value: ({ code }) => code },
      { title: 'the first', value: ({ reason }) => reason, shrinks: true },
    ],
    layout,
  );
}

const LEFT_OUT = { threshold: 'below the threshold', final: 'leaves a final state', unreachable: 'out of reach' };

function edgesText(edges: Discovery['edges'], palette: Palette, layout: Layout): string {
  return table(
    edges,
    [
      { title: 'from', value: ({ from }) => from, shrinks: true },
      { title: 'to', value: ({ to }) => to, shrinks: true },
      { title: 'count', value: ({ count }) => String(count), align: 'right' },
      {
        title: '',
        value: ({ leftOut }) => (leftOut === undefined ? '' : `not kept: ${LEFT_OUT[leftOut]}`),
        paint: () => palette.yellow,
      },
    ],
    layout,
  );
}

function endsText({ ends }: Discovery, layout: Layout): string {
  return table(
    ends,
    [
      { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
      { title: 'cases', value: ({ cases }) => String(cases), align: 'right' },
      { title: '', value: ({ isFinal }) => (isFinal ? 'final' : '') },
    ],
    layout,
  );
}

function timeoutsText({ timeouts }: Discovery, layout: Layout): string {
  if (timeouts.length === 0) return '';
  return table(
    timeouts,
    [
      { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
      { title: 'timeout', value: ({ after }) => after, align: 'right' },
      { title: 'target', value: ({ target }) => target ?? '', shrinks: true },
      {
        title: 'because',
        value: ({ evidence, share, samples }) =>
          evidence === 'timer'
            ? `${Math.round(share * 100)}% of ${samples} stays end after nearly that time`
            : `99% of ${samples} stays are no longer`,
      },
    ],
    layout,
  );
}
