import { recordChange, type RecordChangePorts, type StreamCaller, type StreamDecision } from '@ledger/command-handling';
import { executeOnStream } from '@ledger/event-store';
import { hashOfKey } from '../api-keys';
import { DEFAULT_TENANT, type KeyEnvironment } from '../principal';
import {
  decideCreation,
  decideRevocation,
  decideRotation,
  refused,
  type GeneratedKey,
  type KeyCreation,
  type KeyDecision,
  type KeyRefusal,
  type KeyRevocation,
  type KeyRotation,
  type KeyRules,
} from './key.decider';
import { KEY_REVOKED, TENANT_OPENED, type TenantOpened } from './key.events';
import type { Key } from './key';
import type { KeyChange } from './key-change';
import { generateKey, keyIdOf } from './key-format';
import { keysStreamName, TENANTS_STREAM, type KeysStream, type KeyStreams, type TenantsStream } from './key-streams';

export interface KeyCatalogPorts extends RecordChangePorts {
  readonly streams: KeyStreams;
  /** Whether others than keys of the ledger may manage keys, so that the last one with `admin` may end. */
  readonly hasOtherAdmins: boolean;
  /** Default: random. */
  readonly generate?: (environment: KeyEnvironment) => string;
}

export type KeyOutcome =
  | {
      /** `unchanged`: it was revoked already. `repeated`: the command was applied before. */
      readonly kind: 'changed' | 'unchanged' | 'repeated';
      readonly change: KeyChange;
      readonly key: Key;
      /** The key itself, of a creation and a rotation: this once, and never stored. A repeat has none. */
      readonly secret?: string;
    }
  | KeyRefusal;

type StreamKeyDecision = StreamDecision<KeyChange, KeyRefusal>;

/** Creates, rotates and revokes the keys of tenants: one event each in `access.<tenant>-keys`. */
export class KeyCatalog {
  readonly #generate: (environment: KeyEnvironment) => string;

  constructor(private readonly ports: KeyCatalogPorts) {
    this.#generate = ports.generate ?? generateKey;
  }

  /** The first key of a tenant opens it. */
  async create(tenant: string, creation: KeyCreation, caller: StreamCaller): Promise<KeyOutcome> {
    if (tenant !== DEFAULT_TENANT) await this.#open(tenant, caller);
    return this.#withSecret(tenant, { type: 'create', ...creation }, caller, (keys, generated, now) =>
      decideCreation(keys, creation, generated(creation.terms.environment), now),
    );
  }

  rotate(tenant: string, rotation: KeyRotation, caller: StreamCaller): Promise<KeyOutcome> {
    return this.#withSecret(tenant, { type: 'rotate', ...rotation }, caller, (keys, generated) =>
      decideRotation(keys, rotation, generated(keys.get(rotation.keyId)?.environment ?? 'live'), this.#rulesOf(tenant)),
    );
  }

  revoke(tenant: string, revocation: KeyRevocation, caller: StreamCaller): Promise<KeyOutcome> {
    return this.#change(tenant, { type: 'revoke', ...revocation }, caller, (stream) =>
      decideRevocation(keysIn(stream), revocation, this.#rulesOf(tenant)),
    );
  }

  /** Undefined where the tenant has never had a key. */
  list(tenant: string): Promise<KeysStream | undefined> {
    return this.ports.streams.keysOf(tenant);
  }

  /** Administrators of the tenant `default` manage the keys of all others: theirs alone must not all end. */
  #rulesOf(tenant: string): KeyRules {
    const { clock, hasOtherAdmins } = this.ports;
    return { now: clock.now().toISOString(), keepsAdmin: tenant === DEFAULT_TENANT && !hasOtherAdmins };
  }

  async #withSecret(
    tenant: string,
    asked: object,
    caller: StreamCaller,
    decide: (keys: KeysStream['keys'], generated: (of: KeyEnvironment) => GeneratedKey, now: string) => KeyDecision,
  ): Promise<KeyOutcome> {
    let secret = '';
    const outcome = await this.#change(tenant, asked, caller, (stream) => {
      const keys = keysIn(stream);
      const generated = (environment: KeyEnvironment): GeneratedKey => {
        do secret = this.#generate(environment);
        while (keys.has(keyIdOf(secret)));
        return { keyId: keyIdOf(secret), hash: hashOfKey(secret) };
      };
      return decide(keys, generated, this.ports.clock.now().toISOString());
    });
    return outcome.kind === 'changed' ? { ...outcome, secret } : outcome;
  }

  async #change(
    tenant: string,
    asked: object,
    caller: StreamCaller,
    decide: (stream: KeysStream | undefined) => KeyDecision,
  ): Promise<KeyOutcome> {
    const { streams } = this.ports;
    const outcome = await recordChange<KeysStream, KeyChange, KeyRefusal>(this.ports, tenant, caller, {
      stream: keysStreamName(tenant),
      asked,
      what: 'The keys',
      changesOf: ({ changes }) => changes,
      read: () => streams.keysOf(tenant),
      forget: () => streams.forget(tenant),
      decide: (stream) => standingIn(stream, decide(stream)),
      refuse: refused,
    });
    if (outcome.kind === 'refused') return outcome;
    const { keyId } = outcome.change;
    const key = (await streams.keysOf(tenant))?.keys.get(keyId);
    if (key === undefined) throw new Error(`The key ${keyId} of its own change was not kept.`);
    return { ...outcome, key };
  }

  /** A tenant that is opened and gets no key is a name without consequence. */
  async #open(tenant: string, { actor }: StreamCaller): Promise<void> {
    const { store, clock, ids, streams } = this.ports;
    const data: TenantOpened = { tenant };
    await executeOnStream({
      store,
      stream: TENANTS_STREAM,
      read: (): Promise<TenantsStream | undefined> => streams.readTenants(),
      decide: (head) =>
        head?.tenants.includes(tenant) === true ? { isOpen: true } : { events: [{ type: TENANT_OPENED, data }] },
      metadata: () => ({ tenant: DEFAULT_TENANT, actor, schemaVersion: 1, occurredAt: clock.now().toISOString() }),
      eventId: () => ids.next(),
      evolve: () => streams.readTenants(),
    });
  }
}

function keysIn(stream: KeysStream | undefined): KeysStream['keys'] {
  return stream?.keys ?? new Map<string, Key>();
}

/** Only a revocation finds what it asks for done. */
function standingIn(stream: KeysStream | undefined, decision: KeyDecision): StreamKeyDecision {
  if (!('standing' in decision)) return decision;
  const change = stream?.changes.find(({ type, keyId }) => type === KEY_REVOKED && keyId === decision.standing);
  if (change === undefined) throw new Error(`The revocation of ${decision.standing} was not kept.`);
  return { standing: change };
}
