import type { Discovery } from '@ledger/exchange';
import type { DefinitionReport } from '@ledger/journey';
import { findingsText } from './definition-text';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields, table } from './table';

export interface DiscoveryReport {
  readonly discovery: Discovery;
  /** Events that could not be read. */
  readonly refused: number;
  readonly check: DefinitionReport;
  /** File that the definition was written to. */
  readonly out: string | undefined;
}

/** What was found in a log, for people. */
export function discoveryText(report: DiscoveryReport, palette: Palette, width: number | undefined): string {
  const { discovery, refused, check, out } = report;
  const { document, edges, droppedStates, timeouts } = discovery;
  const layout = { width, header: palette.dim };
  const dropped = edges.filter(({ kept }) => !kept).length;
  const head = fields(
    [
      ['log', `${discovery.cases} cases, ${discovery.events} events${refused === 0 ? '' : `, ${refused} unreadable`}`],
      ['definition', printable(`${document.id} version ${document.version}, initial ${document.initial}`)],
      ['states', String(Object.keys(document.states).length)],
      ['edges', `${edges.length - dropped}${dropped === 0 ? '' : `, and ${dropped} below the threshold`}`],
      ['left out', printable(droppedStates.join(', '))],
      ['written to', out ?? ''],
    ],
    palette.dim,
  );
  const observed = table(
    edges,
    [
      { title: 'from', value: ({ from }) => from, shrinks: true },
      { title: 'to', value: ({ to }) => to, shrinks: true },
      { title: 'count', value: ({ count }) => String(count), align: 'right' },
      { title: '', value: ({ kept }) => (kept ? '' : 'left out'), paint: () => palette.yellow },
    ],
    layout,
  );
  const candidates = table(
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
  const findings = findingsText(check.errors, check.warnings, palette);
  const verdict = check.errors.length === 0 ? palette.green('The static check finds no error.') : '';
  return [
    head,
    observed,
    timeouts.length === 0 ? '' : `${palette.bold('Candidates for timeouts')}\n${candidates}`,
    [...(verdict === '' ? [] : [verdict]), ...findings].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
