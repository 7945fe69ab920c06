import { offerSharedPostgres } from '../../libs/projections/src/testing/global-set-up';
import { refuseSecrets, secretsInFolder } from './secrets/secret-sweep';
import { atEndOfRun } from './run.teardown';

/** Before the first spec file of a run. */
export default async function setUpRun(): Promise<void> {
  atEndOfRun(await offerSharedPostgres((folder) => refuseSecrets(secretsInFolder(folder))));
}
