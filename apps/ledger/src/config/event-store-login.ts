import { resolve } from 'node:path';
import { ConfigurationError } from './configuration.error';
import type { Environment } from './environment';
import { refuseOpenFile } from './private-file';

/** Accounts and password that every EventStoreDB has until they are changed. */
const DEFAULT_LOGINS: readonly string[] = ['admin:changeit', 'ops:changeit'];

/**
 * Refuses a login to the event store that others have too: a ledger that asks its callers for keys would be written past
 * it. The sentence repeats nothing of the login.
 */
export function refuseKnownLogin({ EVENT_STORE_URL: url, AUTH_MODE }: Environment): void {
  if (url === undefined) return;
  const [, login = ''] = /^[^:]+:\/\/([^@/?]*)@/.exec(url) ?? [];
  if (AUTH_MODE !== 'none' && DEFAULT_LOGINS.includes(decoded(login))) {
    throw new ConfigurationError(
      `EVENT_STORE_URL must not have the default password of the event store while AUTH_MODE is ${AUTH_MODE}: every client ` +
        'that reaches the event store could write to the ledger. Change it, and give the ledger an account of its own ' +
        '(journey doctor --setup-event-store).',
    );
  }
  const [, keyFile] = /[?&]user[-_]?key[-_]?file=([^&]+)/i.exec(url) ?? [];
  if (keyFile !== undefined) refuseOpenFile('userKeyFile of EVENT_STORE_URL', resolve(decoded(keyFile)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
