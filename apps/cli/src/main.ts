import { existsSync } from 'node:fs';
import { run } from './run';
import { processTerminal } from './terminal';

// The same settings as the server's; the environment wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

// The reader of our output may stop early (`journey timeline … | head`), which is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// The exit code is set and not forced, so that what was written to a pipe still gets through.
void run(process.argv.slice(2), processTerminal).then((exitCode) => {
  process.exitCode = exitCode;
});
