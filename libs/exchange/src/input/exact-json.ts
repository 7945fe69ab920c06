import { hasUnsafeInteger, unsafeIntegerPath, NamedError } from '@ledger/plain-data';

/** JSON that parses, but not to what it says: see `exactJson`. */
export class InexactNumberError extends NamedError {}

/** A whole number beyond 2^53 would become another one unseen (RFC 7493, section 2.2): an `InexactNumberError`. */
export function exactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!hasUnsafeInteger(text)) return value;
  const path = unsafeIntegerPath(value) ?? '';
  throw new InexactNumberError(
    `${path === '' ? 'the value' : path} is a whole number beyond ${Number.MAX_SAFE_INTEGER}, which JSON readers change; write it as a text`,
  );
}
