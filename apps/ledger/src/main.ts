import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defined } from '@ledger/plain-data';
import { errorMessage } from '@ledger/runtime';
import { ConfigurationError } from './config/configuration.error';
import { readConfig } from './config/read-config';
import { createLedger, type Ledger } from './ledger';
import { watchForStalls } from './monitoring/stall-watch';
import { startupBanner } from './startup-banner';
import type { LedgerConfig } from './config/ledger.config';

/** Starts the ledger; what an operator can correct ends it with one sentence and exit code 1. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const config = readConfig({ ...process.env, ...argumentsOf(process.argv.slice(2)) });
    // A supervisor starts the process again; what was acknowledged is on disk.
    if (config.stallLimitMs > 0) watchForStalls(config.stallLimitMs);
    const ledger = await createLedger(config, { onGivenUp: () => process.exit(1) });
    stopOnSignals(ledger, config);
    process.stdout.write(startupBanner(config, ledger));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** The settings that are given as arguments, as by `npm start -- --accept-loss 3`. */
function argumentsOf(args: string[]): { readonly ACCEPT_LOSS?: string } {
  try {
    const { 'accept-loss': acceptLoss } = parseArgs({ args, options: { 'accept-loss': { type: 'string' } } }).values;
    return defined({ ACCEPT_LOSS: acceptLoss });
  } catch (error) {
    throw new ConfigurationError(`npm start takes no argument but --accept-loss <number>. ${errorMessage(error)}`);
  }
}

/** Stops gracefully at the first signal; at once if that takes too long or a second signal comes. */
function stopOnSignals(ledger: Ledger, { shutdownMs }: LedgerConfig): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), shutdownMs).unref();
    ledger.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The ledger failed to stop gracefully: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

void main();
