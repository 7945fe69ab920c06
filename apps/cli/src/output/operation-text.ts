import type { JourneyOutcome, JourneyResult, Operation, OperationDryRun, StuckJourney } from '@ledger/client';
import type { Palette } from './palette';
import { fields, table } from './table';
import { duration, instant } from './times';

const MEANINGS: { readonly [outcome in JourneyOutcome]: string } = {
  changed: 'changed',
  unchanged: 'there already',
  expired: 'timed out instead',
  refused: 'refused',
  moved: 'had moved, left alone',
  failed: 'failed',
};

/** Journeys that are stuck, one line each. */
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
      { title: 'for', value: ({ enteredAt }) => duration(Math.max(0, now.getTime() - Date.parse(enteredAt))) },
      { title: 'stuck', value: ({ stuck }) => stuck.map(({ kind }) => kind).join(', '), paint: () => palette.yellow },
      { title: 'why', value: ({ stuck }) => stuck.map(({ reason }) => reason).join(' '), shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

/** What an operation would come to. */
export function dryRunText(
  { journeys, byState, outcomes, refusals, sample }: OperationDryRun,
  palette: Palette,
  width: number | undefined,
): string {
  if (journeys === 0) return 'No journey meets the filter, so nothing would be done.';
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
    ...(why.length === 0 ? [] : ['Not done would be:', ...why]),
    journeys > sample.length ? `The first ${sample.length}:` : 'They are:',
    rows,
  ].join('\n');
}

/** Operations, one line each. */
export function operationsText(operations: readonly Operation[], palette: Palette, width: number | undefined): string {
  if (operations.length === 0) return 'There is no operation.';
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

/** Where an operation stands. */
export function operationText(operation: Operation, palette: Palette): string {
  const { kind, filter, target, status, selected, done, shown, eta, codes, requestedBy } = operation;
  const left = shown === null || shown <= selected ? '' : `, ${shown - selected} of those shown had moved before`;
  return fields(
    [
      ['operation', palette.cyan(operation.operationId)],
      ['status', palette.bold(status)],
      ['what', target === null ? kind : `${kind} ${JSON.stringify(target)}`],
      ['which', JSON.stringify(filter)],
      ['reason', operation.reason],
      ['requested', `${instant(operation.requestedAt)} by ${requestedBy.subject}`],
      ['done', `${done} of ${journeysOf(selected)}${left}`],
      ['came to', done === 0 ? '' : countsText(operation.counts)],
      [
        'because',
        Object.entries(codes)
          .map(([code, count]) => `${count} ${code}`)
          .join(', '),
      ],
      ['through by', eta === null ? '' : instant(eta)],
      ['ended', operation.endedAt === null ? '' : instant(operation.endedAt)],
    ],
    palette.dim,
  );
}

/** What came of single journeys, one line each. */
export function resultsText(results: readonly JourneyResult[], palette: Palette, width: number | undefined): string {
  return table(
    results,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'came to', value: ({ outcome }) => MEANINGS[outcome] },
      { title: 'revision', value: ({ revision }) => (revision === undefined ? '' : String(revision)), align: 'right' },
      { title: 'code', value: ({ code = '' }) => code },
      { title: 'why', value: ({ reason = '' }) => reason, shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

function countsText(counts: { readonly [outcome in JourneyOutcome]?: number }): string {
  const named = Object.entries(MEANINGS) as [JourneyOutcome, string][];
  return named.flatMap(([outcome, name]) => (counts[outcome] ? [`${counts[outcome]} ${name}`] : [])).join(', ');
}

function journeysOf(count: number): string {
  return count === 1 ? '1 journey' : `${count} journeys`;
}
