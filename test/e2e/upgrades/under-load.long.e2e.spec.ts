import { setTimeout as pause } from 'node:timers/promises';
import { underLoad } from './under-load';

const COMMANDS_PER_SECOND = 200;
const SECONDS = 5;

it('a version is published and rolled back under 200 commands a second: no step fails, and each journey touched runs it', async () => {
  await underLoad(async (calls) => {
    const begun = Date.now();
    const steps: Promise<void>[] = [];
    for (let step = 0; step < COMMANDS_PER_SECOND * SECONDS; step++) {
      const early = begun + (step * 1_000) / COMMANDS_PER_SECOND - Date.now();
      if (early > 0) await pause(early);
      steps.push(calls.take());
    }
    await Promise.all(steps);
  });
}, 180_000);
