import { underLoad } from './under-load';

const CALLERS = 8;
const STEPS = 20;

it('a version is published and rolled back while calls are in progress: no step fails, and each journey touched runs it', async () => {
  await underLoad(async (calls) => {
    const caller = async (): Promise<void> => {
      for (let step = 0; step < STEPS; step++) await calls.take();
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  });
});
