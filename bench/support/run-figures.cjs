'use strict';
const fs = require('node:fs');
const { performance } = require('node:perf_hooks');

/** Peak resident memory of this process, in MiB (Linux). */
function peakMemory() {
  return Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
}

/** Adds up the time and the CPU time of what is measured, which may come in parts. */
class Stopwatch {
  seconds = 0;
  cpuSeconds = 0;

  async run(work) {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const { user, system } = process.cpuUsage(cpu);
    this.seconds += (performance.now() - started) / 1000;
    this.cpuSeconds += (user + system) / 1e6;
    return result;
  }
}

/** Runs a bench's part and prints its figures as JSON; a failure is an exit code other than 0. */
function report(main) {
  main(...process.argv.slice(2)).then(
    ({ seconds, cpuSeconds }) => {
      process.stdout.write(JSON.stringify({ seconds, cpuSeconds, peakMemory: peakMemory() }));
      process.exit(0);
    },
    (error) => {
      process.stderr.write(`${error?.stack ?? error}\n`);
      process.exit(1);
    },
  );
}

module.exports = { Stopwatch, report };
