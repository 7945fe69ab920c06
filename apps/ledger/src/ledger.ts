import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo, Server } from 'node:net';
import type { DestinationStream } from 'pino';
import { StoreUnavailableError } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { KeyUseTable } from '@ledger/projections';
import { sleep, systemClock, type Clock, type SystemLog } from '@ledger/runtime';
import { ReadRecording } from './accesses/read-recording';
import { AccessLifecycle } from './access/access-lifecycle';
import { LedgerAccess } from './access/ledger-access';
import { AppModule } from './app.module';
import { ConfigurationError } from './config/configuration.error';
import type { LedgerConfig } from './config/ledger.config';
import { ConsolePages } from './console/console-pages';
import { LedgerHttpAdapter } from './http/http-adapter';
import { ProblemFilter } from './http/problem.filter';
import { ledgerLog, NestLog } from './logging';
import { serveApiDocument } from './openapi/api-document';
import { LedgerMetrics } from './monitoring/ledger-metrics';
import { RateLimits } from './http/rate-limits';
import { StopSignal } from './http/stop-signal';
import { closeStores, openStores, type LedgerStores } from './stores';

export interface Ledger {
  readonly app: NestFastifyApplication;
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** File of the administrator's first key, if this start made it. */
  readonly firstAdminKeyFile?: string;
  /** Stops gracefully: accepts no more requests, finishes those in progress, records what waits, closes the files. */
  close(): Promise<void>;
}

export interface LedgerOptions {
  /** Tests pass a fake one. */
  readonly clock?: Clock;
  /** Takes the lines of the log. Default: standard output. */
  readonly logTo?: DestinationStream;
  /** Called, after a line in the log, when nothing can be stored any more: the process should end. */
  readonly onGivenUp?: () => void;
  /** Folder of the built console. Default: the one that the build fills. */
  readonly consoleFolder?: string;
}

/** Opens the stores, publishes what is shipped, listens. What operators can correct is a `ConfigurationError`. */
export async function createLedger(config: LedgerConfig, options: LedgerOptions = {}): Promise<Ledger> {
  const app = await createApp(config, options);
  try {
    await listen(app, config);
  } catch (error) {
    await app.close();
    throw error;
  }
  const { firstAdminKeyFile } = app.get(AccessLifecycle);
  return { app, url: urlOf(app, config), ...defined({ firstAdminKeyFile }), close: () => close(app, config) };
}

/** The ledger with its stores open and nothing published or listening yet; `close` closes the stores. */
export async function createApp(
  config: LedgerConfig,
  { clock = systemClock, logTo, onGivenUp, consoleFolder }: LedgerOptions = {},
): Promise<NestFastifyApplication> {
  const log = ledgerLog(config, logTo);
  const told = {
    info: (notice: string): void => log.info(notice),
    warn: (notice: string): void => log.warn(notice),
    error: (notice: string): void => log.error(notice),
  };
  const stores = await openStores(config, told, onGivenUp);
  const access = await openAccess(config, stores, clock, told);
  const adapter = new LedgerHttpAdapter(config, log, access);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, stores, access, clock), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  adapter.countRequests(app.get(LedgerMetrics));
  adapter.closeConnections(app.get(StopSignal));
  adapter.limitRates(app.get(RateLimits));
  adapter.recordReads(app.get(ReadRecording));
  if (config.roles.has('api')) adapter.serveConsole(new ConsolePages(consoleFolder));
  serveApiDocument(app);
  return app;
}

async function openAccess(
  config: LedgerConfig,
  stores: LedgerStores,
  clock: Clock,
  log: SystemLog,
): Promise<LedgerAccess> {
  try {
    return new LedgerAccess(config, { events: stores.events, uses: new KeyUseTable(stores.readModels), clock, log });
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

async function listen(app: NestFastifyApplication, { host, port }: LedgerConfig): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw sentenceOf(error, host, port);
  }
}

function sentenceOf(error: unknown, host: string, port: number): unknown {
  // As when the store was opened: an account may read the ledger and not append to it.
  if (error instanceof StoreUnavailableError && error.isMisconfigured) {
    return new ConfigurationError(error.message, { cause: error });
  }
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new ConfigurationError(`PORT must be a free port; ${port} on ${host} is in use.`, { cause: error });
    case 'EACCES':
      return new ConfigurationError(`PORT must be a port that this user may open; it is ${port}.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigurationError(`HOST must be an address of this machine; it is ${host}.`, { cause: error });
    default:
      return error;
  }
}

/** Asked without `instanceof`: errors of Node.js itself may come from another realm. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function urlOf(app: NestFastifyApplication, { host, port }: LedgerConfig): string {
  const address = app.getHttpServer().address() as AddressInfo | null;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address?.port ?? port}`;
}

/** Longest time that connections without a request stay open while the server stops, milliseconds. */
const DRAIN_MS = 500;
const DRAIN_POLL_MS = 10;

/** A caller that never ends its request cannot keep the process alive: after the time given, connections are cut. */
async function close(app: NestFastifyApplication, { shutdownMs }: LedgerConfig): Promise<void> {
  app.get(StopSignal).stop();
  const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), Math.max(shutdownMs - 2000, shutdownMs / 2));
  try {
    await drain(app.getHttpServer(), Math.min(DRAIN_MS, shutdownMs / 4));
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

/**
 * Answers for a moment what arrives on connections that were kept alive, each time with `Connection: close`: a request
 * that is on its way while its connection is closed is lost, and its client cannot know whether it was done.
 */
async function drain(server: Server, longestMs: number): Promise<void> {
  for (let waited = 0; waited < longestMs && (await hasConnections(server)); waited += DRAIN_POLL_MS) {
    await sleep(DRAIN_POLL_MS);
  }
}

function hasConnections(server: Server): Promise<boolean> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error === null && count > 0)));
}
