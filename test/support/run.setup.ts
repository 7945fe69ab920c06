import { offerSharedPostgres } from '../../libs/projections/src/testing/global-set-up';
import { atEndOfRun } from './run.teardown';

/** Before the first spec file of a run. */
export default async function setUpRun(): Promise<void> {
  atEndOfRun(await offerSharedPostgres());
}
