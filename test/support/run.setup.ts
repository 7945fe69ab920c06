import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { offerSharedPostgres } from '../../libs/projections/src/testing/global-set-up';
import { refuseSecrets, secretsInFolder } from './secrets/secret-sweep';
import { atEndOfRun } from './run.teardown';

const { bundleThreads } = createRequire(__filename)('../../scripts/run/bundles.cjs') as {
  bundleThreads: () => Promise<void>;
};

/** Before the first spec file of a run. */
export default async function setUpRun(): Promise<void> {
  await bundleThreads();
  atEndOfRun(await offerSharedPostgres((folder) => refuseSecrets(secretsInFolder(folder))));
  const folder = mkdtempSync(join(tmpdir(), 'ledger-neighbour-'));
  process.env['LEDGER_NEIGHBOUR_DIR'] = folder;
  atEndOfRun(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
}
