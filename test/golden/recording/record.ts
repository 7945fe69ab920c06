import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { foldedStates, toLine } from '../golden-format';
import { Recorder } from './recorder';
import { SCRIPTS } from './scripts';

/** Records every script into `test/golden/<version>/`: the history as stored, and the states that it folds to. */
async function record(version: string | undefined): Promise<void> {
  if (version === undefined || !/^v\d+$/.test(version)) throw new Error('Name the set to record, such as v2.');
  const folder = resolve(__dirname, '..', version);
  if (existsSync(folder)) throw new Error(`${folder} exists: recorded histories are added to, never replaced.`);
  mkdirSync(folder);
  for (const [name, script] of Object.entries(SCRIPTS)) {
    const ledger = await Recorder.open();
    await script(ledger);
    const history = await ledger.history();
    await ledger.close();
    writeFileSync(join(folder, `${name}.ndjson`), history.map((event) => `${toLine(event)}\n`).join(''));
    writeFileSync(join(folder, `${name}.states.json`), `${JSON.stringify(foldedStates(history), null, 2)}\n`);
    process.stdout.write(`${name}: ${history.length} events\n`);
  }
}

record(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
