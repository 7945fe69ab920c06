import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Real logs that tests are measured against; they lie beside the project and do not belong to it. */
const FOLDER = process.env.LEDGER_SHARED_DATA ?? resolve(__dirname, '../../../shared/data');

/** Path of a file of the shared data. */
export function sharedData(...path: readonly string[]): string {
  return join(FOLDER, ...path);
}

/** `describe` where the data set is there; else one skipped test says why, and nothing reads what is missing. */
export function describeWithData(dataSet: string, title: string, tests: () => void): void {
  if (existsSync(sharedData(dataSet))) describe(title, tests);
  else
    it.skip(`${title} (there is no ${sharedData(dataSet)}; LEDGER_SHARED_DATA names another folder)`, () => undefined);
}
