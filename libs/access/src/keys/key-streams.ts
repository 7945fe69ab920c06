import {
  headAt,
  KnownStreams,
  streamName,
  type ReadEvent,
  type StreamHead,
  type StreamName,
  type StreamReaderPorts,
} from '@ledger/event-store';
import { keysStream, parseStream, tenantsStream } from '@ledger/journey';
import { DEFAULT_TENANT } from '../principal';
import { TENANT_OPENED, type TenantOpened } from './key.events';
import { evolveKeys, type Keys } from './key';
import { keyChangeOf, type KeyChange } from './key-change';

/** The keys of a tenant as its stream gives them up to some revision. Never changed in place. */
export interface KeysStream extends StreamHead {
  readonly keys: Keys;
  /** Oldest first. */
  readonly changes: readonly KeyChange[];
}

/** The tenants that were opened, oldest first. */
export interface TenantsStream extends StreamHead {
  readonly tenants: readonly string[];
}

export const TENANTS_STREAM: StreamName = streamName(tenantsStream());

/** The streams of all tenants' keys, as they were read last. */
export class KeyStreams {
  readonly #keys: KnownStreams<KeysStream>;
  readonly #tenants: KnownStreams<TenantsStream>;
  /** Told of each reading, with what is known after it. */
  onRead: (tenant: string, stream: KeysStream | undefined) => void = () => undefined;

  constructor(ports: StreamReaderPorts) {
    this.#keys = new KnownStreams(ports, evolveKeysStream);
    this.#tenants = new KnownStreams(ports, evolveTenantsStream);
  }

  /** Reads on from what is known; undefined where the tenant has never had a key. */
  async keysOf(tenant: string): Promise<KeysStream | undefined> {
    const stream = await this.#keys.read(keysStreamName(tenant));
    this.onRead(tenant, stream);
    return stream;
  }

  /** After an append whose outcome is unknown. */
  forget(tenant: string): void {
    this.#keys.forget(keysStreamName(tenant));
  }

  readTenants(): Promise<TenantsStream | undefined> {
    return this.#tenants.read(TENANTS_STREAM);
  }

  /** Every tenant that may have keys. */
  async tenants(): Promise<readonly string[]> {
    return [DEFAULT_TENANT, ...((await this.readTenants())?.tenants ?? [])];
  }
}

export function keysStreamName(tenant: string): StreamName {
  return streamName(keysStream(tenant));
}

/** Whether the events of a stream of access change who may call. */
export function tellsOfKeys(stream: StreamName): boolean {
  const id = parseStream(stream)?.id;
  return id === 'keys' || id === 'tenants';
}

function evolveKeysStream(stream: KeysStream | undefined, read: ReadEvent): KeysStream {
  const change = keyChangeOf(read);
  const { type, data, metadata } = read;
  return {
    keys: evolveKeys(stream?.keys ?? new Map(), { type, data, occurredAt: metadata.occurredAt, actor: metadata.actor }),
    changes: [...(stream?.changes ?? []), ...(change === undefined ? [] : [change])],
    ...headAt(read),
  };
}

function evolveTenantsStream(stream: TenantsStream | undefined, read: ReadEvent): TenantsStream {
  const opened = read.type === TENANT_OPENED ? [(read.data as unknown as TenantOpened).tenant] : [];
  return { tenants: [...(stream?.tenants ?? []), ...opened], ...headAt(read) };
}
