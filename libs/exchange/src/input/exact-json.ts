/** Digits enough for a whole number beyond 2^53, or an exponent. */
const MAY_BE_LARGE = /\d{16}|\d[eE]\+?\d/;

/** JSON that parses, but not to what it says: see `exactJson`. */
export class InexactNumberError extends Error {
  override readonly name = 'InexactNumberError';
}

/**
 * Parses JSON. A whole number beyond 2^53 is an `InexactNumberError`: it would become another number unseen (RFC 7493,
 * section 2.2). What is not JSON is a `SyntaxError`.
 */
export function exactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (MAY_BE_LARGE.test(text)) refuseLarge(value, '');
  return value;
}

function refuseLarge(value: unknown, path: string): void {
  if (typeof value === 'number') {
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return;
    const where = path === '' ? 'The value' : path;
    throw new InexactNumberError(
      `${where} is a number beyond ${Number.MAX_SAFE_INTEGER}, which JSON readers change; write it as a text`,
    );
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) refuseLarge(member, path === '' ? key : `${path}.${key}`);
}
