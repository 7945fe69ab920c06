import type { Palette } from '../output/palette';
import { fields } from '../output/table';
import type { ImportSummary } from './import-summary';

export function summaryText(summary: ImportSummary, palette: Palette): string {
  const rate = summary.seconds > 0 ? ` (${Math.round(summary.lines / summary.seconds)}/s)` : '';
  const counts = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return fields(
    [
      ['commands', `${summary.lines} in ${summary.seconds.toFixed(1)} s${rate}`],
      ['outcomes', counts(summary.outcomes)],
      ['repeated', summary.repeated === 0 ? '' : `${summary.repeated} had been applied before and appended nothing`],
      [
        'refused',
        summary.refused === 0 ? palette.green('none') : palette.red(`${summary.refused}: ${counts(summary.codes)}`),
      ],
      ['position', summary.position ?? ''],
    ],
    palette.dim,
  );
}
