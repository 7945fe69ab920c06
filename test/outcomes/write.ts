import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';
import { PAGE, pageWith } from './answer-page';
import { allAnswers } from './answers';

/** Writes the page on outcomes with the answers of a running ledger. */
async function main(): Promise<void> {
  writeFileSync(join(ROOT, PAGE), pageWith(await allAnswers()));
}

void main();
