import { existsSync } from 'node:fs';
import { ConfigurationError } from './config/configuration.error';
import { readConfig } from './config/read-config';
import { createLedger, type Ledger } from './ledger';
import { startupBanner } from './startup-banner';
import type { LedgerConfig } from './config/ledger.config';

/** Starts the ledger; what an operator can correct ends it with one sentence and exit code 1. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const config = readConfig(process.env);
    // A supervisor starts the process again; what was acknowledged is on disk.
    const ledger = await createLedger(config, { onGivenUp: () => process.exit(1) });
    stopOnSignals(ledger, config);
    process.stdout.write(startupBanner(config, ledger.url));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
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
