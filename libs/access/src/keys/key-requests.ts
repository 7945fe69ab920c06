import { defined } from '@ledger/plain-data';
import type { KeyEnvironment } from '../principal';
import type { Scope } from '../scopes';
import type { KeyCreation, KeyRevocation, KeyRotation } from './key.decider';

/** Requests as they are sent: null is as good as omitted. */
type Sent<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined };

export interface SentCreation extends Sent<{
  readonly definitions: readonly string[];
  readonly cidrs: readonly string[];
  readonly environment: KeyEnvironment;
  readonly expiresAt: string;
  readonly reason: string;
}> {
  readonly name: string;
  readonly owner: string;
  readonly scopes: readonly Scope[];
}

type SentRotation = Sent<{
  readonly overlapSeconds: number;
  readonly expiresAt: string;
  readonly reason: string;
  readonly force: boolean;
}>;

interface SentRevocation extends Sent<{ readonly force: boolean }> {
  readonly reason: string;
}

export function keyCreation({ name, owner, scopes, environment, ...sent }: SentCreation): KeyCreation {
  const { definitions, cidrs, expiresAt, reason } = given(sent);
  const terms = { name, owner, environment: environment ?? 'live', scopes: [...new Set(scopes)] } as const;
  return { terms: { ...terms, ...defined({ definitions, cidrs }) }, ...defined({ expiresAt, reason }) };
}

export function keyRotation(keyId: string, sent: SentRotation): KeyRotation {
  const { overlapSeconds, expiresAt, reason, force } = given(sent);
  return { keyId, ...defined({ overlapSeconds, expiresAt, reason, force: force === true ? force : undefined }) };
}

export function keyRevocation(keyId: string, { reason, force }: SentRevocation): KeyRevocation {
  return { keyId, reason, ...(force === true && { force }) };
}

function given<Fields extends object>(sent: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], null> } {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]: [string, unknown]) => [name, value ?? undefined]),
  ) as { [Name in keyof Fields]: Exclude<Fields[Name], null> };
}
