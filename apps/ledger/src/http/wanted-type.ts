import { CSV_TYPE, JSON_TYPE } from './media-types';

/** Whether a caller prefers CSV to JSON: by the query parameter `format`, else by `Accept` (RFC 9110, 12.5.1). */
export function wantsCsv(format: string | undefined, accept: string | undefined): boolean {
  if (format !== undefined) return format === 'csv';
  const csv = quality(accept ?? '', [CSV_TYPE]);
  return csv > 0 && csv >= quality(accept ?? '', [JSON_TYPE, 'application/*']);
}

/** The weight that a header gives one of these media ranges; 0 if it names none of them. */
function quality(accept: string, ranges: readonly string[]): number {
  let best = 0;
  for (const part of accept.split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (!ranges.includes(range)) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    best = Math.max(best, weight === undefined ? 1 : Number(weight.slice(2)) || 0);
  }
  return best;
}
