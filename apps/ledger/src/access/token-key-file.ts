import { linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenKey, TokenKeyError } from '@ledger/tokens';
import { ConfigurationError } from '../config/configuration.error';
import type { LedgerConfig } from '../config/ledger.config';
import { refuseOpenFile } from '../config/private-file';

/**
 * The key that signs our access tokens. The embedded ledger makes one at its first start; processes on a server store
 * share one that operators give them, and without it there are no tokens of ours.
 */
export function readTokenKey({
  access,
  eventStoreUrl,
  dataDir,
}: Pick<LedgerConfig, 'access' | 'eventStoreUrl' | 'dataDir'>): TokenKey | undefined {
  const path = access?.tokenKeyFile ?? (eventStoreUrl === undefined ? join(dataDir, 'token-key.pem') : undefined);
  if (path === undefined) return undefined;
  if (eventStoreUrl === undefined) makeTokenKey(path);
  const pem = textOf(path);
  refuseOpenFile('TOKEN_KEY_FILE', path);
  try {
    return TokenKey.parse(pem);
  } catch (cause) {
    if (!(cause instanceof TokenKeyError)) throw cause;
    throw new ConfigurationError(
      `TOKEN_KEY_FILE must hold a private Ed25519 key (openssl genpkey -algorithm ed25519); ${path} ${cause.message}.`,
      { cause },
    );
  }
}

/** Whole or not at all, and never in place of one that is there: another process may start at the same time. */
function makeTokenKey(path: string): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
    writeFileSync(draft, TokenKey.generate(), { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, path);
    } finally {
      unlinkSync(draft);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new ConfigurationError(`TOKEN_KEY_FILE must be a file that can be made; ${path} cannot.`, { cause });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`TOKEN_KEY_FILE must be a readable file; ${path} is not.`, { cause });
  }
}
