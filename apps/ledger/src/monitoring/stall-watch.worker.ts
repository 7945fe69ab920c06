import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { StallWatch, type StallWatchData } from './stall-watch';

const { beats, limitMs, intervalMs } = workerData as StallWatchData;
const watch = new StallWatch(new Int32Array(beats), limitMs, intervalMs);

setInterval(() => {
  const stalledMs = watch.look(performance.now());
  if (stalledMs === undefined) return;
  const msg = `The answering thread has been blocked for ${Math.round(stalledMs)} ms (STALL_LIMIT_MS); the process ends, to be started again.`;
  // Past the logger, whose thread is blocked.
  writeSync(2, `${JSON.stringify({ level: 60, time: Date.now(), pid: process.pid, msg })}\n`);
  // Nothing less ends a thread that is in a loop; what was acknowledged is on disk.
  process.kill(process.pid, 'SIGKILL');
}, intervalMs);
