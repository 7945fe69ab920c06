import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey, KeyCatalog, DEFAULT_TENANT, type KeyCreation } from '@ledger/access';
import type { RecordChangePorts } from '@ledger/command-handling';
import { errorMessage } from '@ledger/runtime';
import { ConfigurationError } from '../config/configuration.error';
import type { LedgerConfig } from '../config/ledger.config';
import type { LedgerAccess } from './ledger-access';

/** The account of the server alone may read it. */
const MODE = 0o600;

const FIRST: KeyCreation = {
  terms: { name: 'first-admin', owner: 'operator of the server', environment: 'live', scopes: ['admin'] },
  reason: 'The ledger had no key.',
};

/**
 * Where no key exists at all the embedded ledger makes one for its administrator, and gives the file that holds it. With
 * an event store server a file would be on one of several machines: there `API_KEYS` has to name the first one.
 */
export async function firstAdminKey(
  { access, roles, eventStoreUrl, dataDir }: LedgerConfig,
  { ring, streams }: LedgerAccess,
  ports: RecordChangePorts,
): Promise<string | undefined> {
  if (access?.bootstrapKeys?.isEmpty !== true || !roles.has('api')) return undefined;
  // A store that is away now is waited for; until then no key is accepted.
  if (!ring.isCurrent || ring.hasKeys) return undefined;
  if (eventStoreUrl !== undefined) {
    throw new ConfigurationError(
      'API_KEYS must list a first key while AUTH_MODE is api-key and the ledger on the event store server holds no key; ' +
        'with it, create keys by journey keys create, and then remove it.',
    );
  }
  const secret = generateKey('live');
  const file = join(dataDir, 'first-admin-key');
  // Before the event: a key that is stored and that no file holds would lock its administrator out.
  write(file, secret);
  const catalog = new KeyCatalog({ ...ports, streams, hasOtherAdmins: false, generate: () => secret });
  const outcome = await catalog.create(DEFAULT_TENANT, FIRST, { actor: { subject: 'ledger', kind: 'operator' } });
  if (outcome.kind === 'refused') throw new ConfigurationError(outcome.reason);
  return file;
}

function write(file: string, secret: string): void {
  try {
    writeFileSync(file, `${secret}\n`, { mode: MODE });
    // The mode counts for a new file only.
    chmodSync(file, MODE);
  } catch (error) {
    throw new ConfigurationError(`DATA_DIR must be a writable folder: ${errorMessage(error)}.`, { cause: error });
  }
}
