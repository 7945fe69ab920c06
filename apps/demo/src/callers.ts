import { createHash, randomBytes } from 'node:crypto';

/** Who calls the ledger of the demo, with what each may do. */
const SCOPES = {
  'ivr-flow': 'statestore.read+statestore.write',
  'chat-flow': 'statestore.read+statestore.write',
  'agent-desktop': 'statestore.read+statestore.write',
  olga: 'admin',
} as const;

/** `olga` is the operator: the one who looks at the console. */
export type Caller = keyof typeof SCOPES;

/** A key for each caller, new in each run: no other program can know it. */
export type Keys = Readonly<Record<Caller, string>>;

export function newKeys(): Keys {
  const callers = Object.keys(SCOPES) as Caller[];
  const keys = callers.map((caller) => [caller, `${caller}-${randomBytes(18).toString('base64url')}`]);
  return Object.fromEntries(keys) as Keys;
}

/** The setting by which a ledger knows the keys: it never has the keys themselves. */
export function apiKeysOf(keys: Keys): string {
  const entries = Object.entries(keys) as [Caller, string][];
  return entries.map(([caller, key]) => `${caller}:${sha256(key)}:${SCOPES[caller]}`).join(',');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
