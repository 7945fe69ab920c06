import type { DeadLetter, Projection, ProjectionList, Rebuild } from '@ledger/client';
import { durationText } from '@ledger/plain-data';
import type { Palette } from './palette';
import { fields, table } from './table';
import { formatCount, instant, relativeInstant } from './times';

export function projectionsText(
  { projections, rebuild }: ProjectionList,
  palette: Palette,
  width: number | undefined,
  now: Date,
): string {
  const rows = table<Projection>(
    projections,
    [
      { title: 'projection', value: ({ name }) => name, paint: () => palette.cyan },
      { title: 'state', value: ({ state }) => state, paint: ({ state }) => stateColour(state, palette) },
      { title: 'position', value: ({ position }) => position ?? '', align: 'right' },
      { title: 'lag', value: ({ lag }) => (lag === null ? '' : formatCount(lag)), align: 'right' },
      { title: 'behind', value: ({ lagSeconds }) => durationText(lagSeconds * 1_000), align: 'right' },
      { title: 'events/s', value: ({ rate }) => formatCount(Math.round(rate)), align: 'right' },
      { title: 'dead letters', value: (row) => unlessZero(row.deadLetters), align: 'right', paint: () => palette.red },
      { title: 'gaps', value: ({ gaps }) => unlessZero(gaps), align: 'right', paint: () => palette.red },
      { title: 'applied', value: ({ appliedAt }) => (appliedAt === null ? '' : relativeInstant(appliedAt, now)) },
      { title: 'digest', value: ({ digest = '' }) => digest },
      { title: 'error', value: ({ lastError }) => lastError ?? '', shrinks: true },
    ],
    { width, header: palette.dim },
  );
  return rebuild === null ? rows : `${rows}\n\n${rebuildText(rebuild, palette)}`;
}

export function rebuildText(rebuild: Rebuild, palette: Palette): string {
  const { progress, events, cancelling, digests, equal, startedAt, finishedAt } = rebuild;
  const differing = Object.keys(equal ?? {}).filter((name) => equal?.[name] === false);
  const differences = differing.map((name) => {
    const first = digests?.[name]?.firstDifference;
    return first === undefined ? name : `${name} (first in ${first.table} ${JSON.stringify(first.key)})`;
  });
  return fields(
    [
      ['rebuild', palette.cyan(String(rebuild.id))],
      ['status', palette.bold(cancelling ? `${rebuild.status}, being cancelled` : rebuild.status)],
      ['reason', rebuild.reason],
      ['events', progress === null ? formatCount(events) : `${formatCount(events)} (${Math.floor(progress * 100)} %)`],
      ['requested', instant(rebuild.requestedAt)],
      ['started', startedAt === null ? '' : instant(startedAt)],
      ['ended', finishedAt === null ? '' : instant(finishedAt)],
      ['different', differences.join(', ')],
      ['error', rebuild.error ?? ''],
    ],
    palette.dim,
  );
}

export function deadLettersText(letters: readonly DeadLetter[], palette: Palette, width: number | undefined): string {
  if (letters.length === 0) return 'This projection has no dead letter.';
  return table(
    letters,
    [
      { title: 'position', value: ({ position }) => position, align: 'right', paint: () => palette.cyan },
      { title: 'type', value: ({ type }) => type },
      { title: 'stream', value: ({ stream }) => stream, shrinks: true },
      { title: 'tried', value: ({ attempts }) => String(attempts), align: 'right' },
      { title: 'last', value: ({ lastFailedAt }) => instant(lastFailedAt) },
      { title: 'retry', value: ({ retryRequestedAt }) => (retryRequestedAt === null ? '' : 'requested') },
      { title: 'error', value: ({ error }) => error, shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

function stateColour(state: Projection['state'], { green, red, yellow }: Palette) {
  return { live: green, stopped: red, 'catching-up': yellow }[state];
}

function unlessZero(count: number): string {
  return count === 0 ? '' : formatCount(count);
}
