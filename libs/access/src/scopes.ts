/** What a caller may do. `admin` may do everything. */
export const SCOPES = [
  'statestore.read',
  'statestore.write',
  'definitions.write',
  'analytics.read',
  'audit.read',
  'personal.read',
  'operations.write',
  'history.import',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number];

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

/** A scope as a token or key names it, without the prefix that an identity provider puts before it. */
export function withoutPrefix(scope: string, prefix: string): string {
  return prefix !== '' && scope.startsWith(prefix) ? scope.slice(prefix.length) : scope;
}

export function mayDo(granted: ReadonlySet<Scope>, needed: Scope): boolean {
  return granted.has('admin') || granted.has(needed);
}
