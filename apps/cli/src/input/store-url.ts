import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StoreUnavailableError, type EventStore } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';

/** Where a ledger lies: what `--from` and `--to` name. */
export type StoreUrl =
  { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'eventstoredb'; readonly url: string };

export interface OpenedStore {
  readonly store: EventStore;
  /** For people and logs: a path or host names, never credentials. */
  readonly name: string;
  /** Where the store gives out every position: the first one. */
  readonly gaplessFrom: bigint | undefined;
}

const LEDGER_FILE = 'ledger.db';
const SQLITE = /^sqlite:(?:\/\/)?/;
const EVENT_STORE_DB = /^(?:esdb|kurrentdb)(?:\+discover)?:\/\//;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Reads a data folder, `sqlite:<folder or file>` or an EventStoreDB URL. A new path is a file if it ends in `.db`. */
export async function parseStoreUrl(text: string): Promise<StoreUrl> {
  if (EVENT_STORE_DB.test(text)) return { kind: 'eventstoredb', url: text };
  const place = text.replace(SQLITE, '');
  // The text may hold a password, so it is not quoted.
  if (place === '' || SCHEME.test(place)) {
    throw usageFailure('A store should be a data folder, sqlite:<folder or file>, esdb://… or esdb+discover://….');
  }
  const path = resolve(place);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => !path.endsWith('.db'),
  );
  const file = isFolder ? join(path, LEDGER_FILE) : path;
  // One name for each ledger that exists, whatever links lead to it.
  return { kind: 'sqlite', path: await realpath(file).catch(() => file) };
}

export function isSameStore(a: StoreUrl, b: StoreUrl): boolean {
  return a.kind === 'sqlite' ? b.kind === 'sqlite' && a.path === b.path : b.kind === 'eventstoredb' && a.url === b.url;
}

/** Opens a store that exists, for reading; a ledger file also beside the server that writes it. */
export async function openForReading(location: StoreUrl): Promise<OpenedStore> {
  if (location.kind === 'eventstoredb') return openEventStoreDb(location.url);
  const { path } = location;
  await stat(path).catch((cause: unknown) => {
    throw new CliFailure(EXIT.unreachable, `There is no ledger at ${path}.`, { cause });
  });
  return { store: await SqliteEventStore.open({ path, readOnly: true }), name: path, gaplessFrom: 1n };
}

/** Opens a store for appending; a ledger file is created where there is none. */
export async function openForAppending(location: StoreUrl): Promise<OpenedStore> {
  if (location.kind === 'eventstoredb') return openEventStoreDb(location.url);
  const { path } = location;
  await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageFailure(`The folder of ${path} cannot be made: ${reason}.`, cause);
  });
  return { store: await SqliteEventStore.open({ path }), name: path, gaplessFrom: 1n };
}

async function openEventStoreDb(url: string): Promise<OpenedStore> {
  // Its client is a third of all that the command line loads, and few of its calls want it.
  const { EventStoreDbEventStore } = await import('@ledger/event-store-eventstoredb');
  let store: EventStore;
  try {
    store = new EventStoreDbEventStore({ url });
  } catch (error) {
    // Its sentence says what is wrong with the connection string, and leaves the password out.
    throw error instanceof TypeError ? usageFailure(error.message, error) : error;
  }
  const { node, reachable, reason } = await store.health();
  if (reachable) return { store, name: node, gaplessFrom: undefined };
  // Wrong credentials and an unknown certificate are a wrong connection string; waiting would not help.
  const fault: unknown = await store.lastPosition().catch((error: unknown) => error);
  await store.close();
  if (fault instanceof StoreUnavailableError && fault.isMisconfigured) throw usageFailure(fault.message, fault);
  throw new CliFailure(EXIT.unreachable, `${node} does not answer: ${reason ?? 'it gives no reason'}`);
}
