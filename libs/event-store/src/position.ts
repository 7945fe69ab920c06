declare const brand: unique symbol;

/** Place of an event in the whole ledger: opaque and ordered, `<n>` or `<commit>/<prepare>` in decimal digits. */
export type Position = string & { readonly [brand]: 'Position' };

const FORMAT = /^\d{1,20}(\/\d{1,20})?$/;

/** Whether a text a caller sent could be a position of any store. */
export function isPosition(text: string): text is Position {
  return FORMAT.test(text);
}

/** Takes a text as a position; a `TypeError` says what it should look like. */
export function position(text: string): Position {
  if (!isPosition(text))
    throw new TypeError(`Position ${JSON.stringify(text)} should be decimal digits, as a reply gave it.`);
  return text;
}

/** Below 0, 0 or above 0, as `Array.sort` wants it. */
export function comparePositions(a: Position, b: Position): number {
  const left = sortablePosition(a);
  const right = sortablePosition(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a position may be one of a ledger that ends at `end`: another kind of store counts in other numbers. */
export function isWithin(value: Position, end: Position): boolean {
  return value.includes('/') === end.includes('/') && comparePositions(value, end) <= 0;
}

/** The position as text whose alphabetical order is the ledger's order: for keys and `ORDER BY` in read models. */
export function sortablePosition(value: Position): string {
  // Most stores count in one number, and this is asked for each event many times over.
  if (!value.includes('/')) return value.padStart(20, '0');
  return value
    .split('/')
    .map((part) => part.padStart(20, '0'))
    .join('/');
}
