/** Fewer digits cannot make a whole number beyond 2^53. */
const MANY_DIGITS = /\d{16}/;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Readers change whole numbers beyond ±(2^53 − 1) without a word (RFC 7493, section 2.2). An exponent says double. */
export function hasUnsafeInteger(json: string): boolean {
  if (!MANY_DIGITS.test(json)) return false;
  for (const [token] of json.matchAll(STRING_OR_NUMBER)) {
    if (/^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))) return true;
  }
  return false;
}

/** Where such a number is, as `context.id` or `items[2]`; empty for the value itself. */
export function unsafeIntegerPath(value: unknown, path = ''): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const name = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = unsafeIntegerPath(member, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
