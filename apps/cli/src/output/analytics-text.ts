import type {
  CaseAnalytics,
  FunnelAnalytics,
  SeriesAnalytics,
  StateAnalytics,
  TimeoutAnalytics,
  TransitionAnalytics,
  VariantAnalytics,
} from '@ledger/client';
import { durationText } from '@ledger/plain-data';
import type { Palette } from './palette';
import { fields, table, type Column } from './table';
import { formatCount } from './times';
import { valueText } from './values';

/** Figures, and those of another version or of each group if they were asked for. */
export type Compared<Figures> = Figures & {
  readonly comparison?: Figures & { readonly version: number };
  readonly groups?: readonly (Figures & { readonly value?: unknown })[];
  readonly groupsTotal?: number;
};

export interface Layout {
  readonly palette: Palette;
  readonly width: number | undefined;
}

type Text<Figures> = (figures: Figures, layout: Layout) => string;

/** The text of some figures, followed by those of the compared version, or of each group, under a heading. */
export function withComparison<Figures>(text: Text<Figures>, groupBy?: string): Text<Compared<Figures>> {
  return (figures, layout) => {
    const { comparison, groups, groupsTotal } = figures;
    const { bold, dim } = layout.palette;
    const parts = [text(figures, layout)];
    if (comparison !== undefined) parts.push(`${bold(`version ${comparison.version}`)}\n${text(comparison, layout)}`);
    for (const group of groups ?? []) {
      const heading = `${groupBy ?? 'group'}: ${group.value == null ? 'none' : valueText(group.value)}`;
      parts.push(`${bold(heading)}\n${text(group, layout)}`);
    }
    if (groups !== undefined && groupsTotal !== undefined && groupsTotal > groups.length) {
      parts.push(dim(`and ${formatCount(groupsTotal - groups.length)} more groups: raise --group-limit`));
    }
    return parts.join('\n\n');
  };
}

const counted = <Name extends string>(title: string, name: Name): Column<{ readonly [name in Name]: number }> => ({
  title,
  value: (row) => formatCount(row[name]),
  align: 'right',
});

const lasting = <Name extends string>(
  title: string,
  name: Name,
): Column<{ readonly [name in Name]: number | null }> => ({
  title,
  value: ({ [name]: ms }) => (ms === null ? '' : durationText(ms)),
  align: 'right',
});

const shared = <Name extends string>(title: string, name: Name): Column<{ readonly [name in Name]: number }> => ({
  title,
  value: (row) => `${(row[name] * 100).toFixed(1)} %`,
  align: 'right',
});

const DEFINITION: Column<{ readonly definitionId: string }> = {
  title: 'definition',
  value: ({ definitionId }) => definitionId,
  shrinks: true,
};

const stateColumn = ({ cyan }: Palette): Column<{ readonly state: string }> => ({
  title: 'state',
  value: ({ state }) => state,
  paint: () => cyan,
  shrinks: true,
});

function rowsText<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { palette, width }: Layout,
  none: string,
): string {
  return rows.length === 0 ? none : table(rows, columns, { width, header: palette.dim });
}

export const transitionsText: Text<Pick<TransitionAnalytics, 'transitions'>> = ({ transitions }, layout) =>
  rowsText(
    transitions,
    [
      DEFINITION,
      { title: 'from', value: ({ from }) => from, paint: () => layout.palette.cyan, shrinks: true },
      { title: 'to', value: ({ to }) => to, paint: () => layout.palette.cyan, shrinks: true },
      counted('count', 'count'),
      shared('share', 'share'),
      lasting('mean', 'meanMs'),
      lasting('median', 'medianMs'),
      lasting('p95', 'p95Ms'),
    ],
    layout,
    'No transition matches.',
  );

export const statesText: Text<Pick<StateAnalytics, 'states'>> = ({ states }, layout) =>
  rowsText(
    states.map(({ dwell, ...row }) => ({
      ...row,
      meanMs: dwell?.meanMs ?? null,
      p50Ms: dwell?.p50Ms ?? null,
      p95Ms: dwell?.p95Ms ?? null,
      p99Ms: dwell?.p99Ms ?? null,
    })),
    [
      DEFINITION,
      stateColumn(layout.palette),
      counted('visits', 'visits'),
      counted('left', 'left'),
      counted('open', 'open'),
      counted('ended', 'ended'),
      lasting('mean', 'meanMs'),
      lasting('median', 'p50Ms'),
      lasting('p95', 'p95Ms'),
      lasting('p99', 'p99Ms'),
    ],
    layout,
    'No state matches.',
  );

export const funnelText: Text<Pick<FunnelAnalytics, 'journeys' | 'steps'>> = ({ journeys, steps }, layout) =>
  [
    `journeys ${formatCount(journeys)}`,
    rowsText(
      steps,
      [
        stateColumn(layout.palette),
        counted('reached', 'reached'),
        shared('of first', 'conversion'),
        shared('of step before', 'stepConversion'),
        counted('open', 'open'),
        counted('elsewhere', 'completedElsewhere'),
        counted('failed', 'failed'),
        counted('abandoned', 'abandoned'),
        lasting('median', 'medianMs'),
        lasting('p95', 'p95Ms'),
      ],
      layout,
      '',
    ),
  ].join('\n');

export const variantsText: Text<Pick<VariantAnalytics, 'journeys' | 'total' | 'variants'>> = (
  { journeys, total, variants },
  layout,
) =>
  [
    `journeys ${formatCount(journeys)}, different paths ${formatCount(total)}`,
    rowsText(
      variants,
      [
        counted('count', 'count'),
        shared('share', 'share'),
        { title: 'path', value: ({ states }) => states.join(' > '), shrinks: true },
      ],
      layout,
      'No journey matches.',
    ),
  ].join('\n');

export const timeoutFiguresText: Text<Pick<TimeoutAnalytics, 'count' | 'escalated' | 'answered' | 'timeouts'>> = (
  { count, escalated, answered, timeouts },
  layout,
) =>
  [
    `timeouts ${formatCount(count)}, escalated ${formatCount(escalated)}, of these answered ${formatCount(answered)}`,
    rowsText(
      timeouts,
      [
        DEFINITION,
        stateColumn(layout.palette),
        { title: 'channel', value: ({ channel }) => channel ?? '', shrinks: true },
        { title: 'hour UTC', value: ({ hour }) => String(hour), align: 'right' },
        counted('count', 'count'),
        counted('escalated', 'escalated'),
        counted('answered', 'answered'),
      ],
      layout,
      'No timeout matches.',
    ),
  ].join('\n');

type Cases = Pick<CaseAnalytics, 'journeys' | 'outcomes' | 'duration' | 'rework' | 'starts' | 'ends'>;

export const casesText: Text<Cases> = ({ journeys, outcomes, duration, rework, starts, ends }, layout) => {
  const { dim, bold } = layout.palette;
  const named = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${formatCount(count)}`);
  const summary = fields(
    [
      ['journeys', formatCount(journeys)],
      ['outcomes', named.join(', ')],
      ['duration', duration === null ? '' : spanText(duration)],
      ['rework', `${formatCount(rework.visits)} repeated visits in ${formatCount(rework.journeys)} journeys`],
    ],
    dim,
  );
  const state = stateColumn(layout.palette);
  const list = <Row>(heading: string, rows: readonly Row[], columns: readonly Column<Row>[]): string =>
    rows.length === 0 ? '' : `\n${bold(heading)}\n${rowsText(rows, columns, layout, '')}`;
  return [
    summary,
    list('first states', starts, [DEFINITION, state, counted('journeys', 'journeys')]),
    list('last states', ends, [
      DEFINITION,
      state,
      { title: 'outcome', value: ({ outcome }) => outcome },
      counted('journeys', 'journeys'),
    ]),
    list('repeated states', rework.states, [
      DEFINITION,
      state,
      counted('visits', 'visits'),
      counted('journeys', 'journeys'),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n');
};

function spanText({ minMs, p50Ms, p95Ms, maxMs, meanMs }: NonNullable<Cases['duration']>): string {
  const [least, median, p95, most, mean] = [minMs, p50Ms, p95Ms, maxMs, meanMs].map(durationText);
  return `median ${median}, mean ${mean}, p95 ${p95}, from ${least} to ${most}`;
}

export const seriesText: Text<Pick<SeriesAnalytics, 'timeZone' | 'series'>> = ({ timeZone, series }, layout) =>
  rowsText(
    series,
    [
      { title: `start (${timeZone})`, value: ({ start }) => start.slice(0, 16).replace('T', ' ') },
      counted('started', 'started'),
      counted('ended', 'ended'),
      counted('success', 'success'),
      counted('failure', 'failure'),
      counted('abandoned', 'abandoned'),
      counted('completed', 'completed'),
      counted('transitions', 'transitions'),
      counted('timeouts', 'timeouts'),
      counted('refused', 'refused'),
    ],
    layout,
    'The period has no interval.',
  );
