import type { JourneyOutcome, JourneyResult, Operation, OperationDryRun, StuckJourney } from '@ledger/client';
import type { Palette } from './palette';
import { fields, table } from './table';
import { durationText } from '@ledger/plain-data';
import { formatCount, instant } from './times';

const MEANINGS: { readonly [outcome in JourneyOutcome]: string } = {
  changed: 'changed',
  unchanged: 'already there',
  expired: 'timed out instead',
  refused: 'refused',
  moved: 'had moved, skipped',
  failed: 'failed',
};

export function stuckText(
  journeys: readonly StuckJourney[],
  palette: Palette,
  width: number | undefined,
  now: Date,
): string {
  if (journeys.length === 0) return 'No journey is stuck.';
  return table(
    journeys,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
      { title: 'for', value: ({ enteredAt }) => durationText(Math.max(0, now.getTime() - Date.parse(enteredAt))) },
      { title: 'stuck', value: ({ stuck }) => stuck.map(({ kind }) => kind).join(', '), paint: () => palette.yellow },
      { title: 'why', value: ({ stuck }) => stuck.map(({ reason }) => reason).join(' '), shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

export function dryRunText(
  { journeys, byState, outcomes, refusals, sample }: OperationDryRun,
  palette: Palette,
  width: number | undefined,
): string {
  if (journeys === 0) return 'No journey matches the filter; there is nothing to do.';
  const states = byState.map((row) => `  ${String(row.journeys).padStart(8)}  ${row.definitionId} ${row.stateId}`);
  const why = refusals.map(
    (row) => `  ${String(row.journeys).padStart(8)}  ${palette.yellow(row.code)} ${row.example}`,
  );
  const rows = table(
    sample,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
      { title: 'would be', value: ({ outcome }) => MEANINGS[outcome] },
      { title: 'why', value: ({ reason = '' }) => reason, shrinks: true },
    ],
    { width, header: palette.dim },
  );
  return [
    `${palette.bold(journeysOf(journeys))}: ${countsText(outcomes)}`,
    ...states,
    ...(why.length === 0 ? [] : ['Would not be changed:', ...why]),
    journeys > sample.length ? `The first ${sample.length}:` : 'They are:',
    rows,
  ].join('\n');
}

export function operationsText(operations: readonly Operation[], palette: Palette, width: number | undefined): string {
  if (operations.length === 0) return 'There is no batch operation.';
  return table(
    operations,
    [
      { title: 'operation', value: ({ operationId }) => operationId, paint: () => palette.cyan },
      { title: 'kind', value: ({ kind }) => kind },
      { title: 'status', value: ({ status }) => status },
      { title: 'done', value: (row) => `${row.done}/${row.selected}`, align: 'right' },
      { title: 'requested', value: ({ requestedAt }) => instant(requestedAt) },
      { title: 'by', value: ({ requestedBy }) => requestedBy.subject, shrinks: true },
      { title: 'reason', value: ({ reason }) => reason, shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

export function operationText(operation: Operation, palette: Palette): string {
  const { kind, filter, target, status, selected, done, shown, eta, codes, requestedBy } = operation;
  const left = shown === null || shown <= selected ? '' : `, ${shown - selected} of those shown had moved before`;
  return fields(
    [
      ['operation', palette.cyan(operation.operationId)],
      ['status', palette.bold(status)],
      ['action', target === null ? kind : `${kind} ${JSON.stringify(target)}`],
      ['filter', JSON.stringify(filter)],
      ['reason', operation.reason],
      ['requested', `${instant(operation.requestedAt)} by ${requestedBy.subject}`],
      ['done', `${formatCount(done)} of ${journeysOf(selected)}${left}`],
      ['result', done === 0 ? '' : countsText(operation.counts)],
      [
        'because',
        Object.entries(codes)
          .map(([code, count]) => `${count} ${code}`)
          .join(', '),
      ],
      ['expected end', eta === null ? '' : instant(eta)],
      ['ended', operation.endedAt === null ? '' : instant(operation.endedAt)],
    ],
    palette.dim,
  );
}

export function resultsText(results: readonly JourneyResult[], palette: Palette, width: number | undefined): string {
  return table(
    results,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'result', value: ({ outcome }) => MEANINGS[outcome] },
      { title: 'revision', value: ({ revision }) => (revision === undefined ? '' : String(revision)), align: 'right' },
      { title: 'code', value: ({ code = '' }) => code },
      { title: 'why', value: ({ reason = '' }) => reason, shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

function countsText(counts: { readonly [outcome in JourneyOutcome]?: number }): string {
  const named = Object.entries(MEANINGS) as [JourneyOutcome, string][];
  return named
    .flatMap(([outcome, name]) => (counts[outcome] ? [`${formatCount(counts[outcome])} ${name}`] : []))
    .join(', ');
}

function journeysOf(count: number): string {
  return count === 1 ? '1 journey' : `${formatCount(count)} journeys`;
}
