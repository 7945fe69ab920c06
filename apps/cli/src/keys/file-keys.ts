import type * as accessLib from '@ledger/access';
import type { KeyCatalog, KeyOutcome, KeyViewing } from '@ledger/access';
import {
  LedgerProblem,
  type KeyDetails,
  type KeyList,
  type KeyRequest,
  type KeyRevocation,
  type KeyRotation,
  type KeySearch,
  type KeyTenant,
  type NewKey,
  type RevokedKey,
} from '@ledger/client';
import { UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { TENANT_ID } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { randomIds } from '@ledger/runtime';
import { usageFailure } from '../failures';
import type { Terminal } from '../terminal';

interface Repeatable {
  readonly commandId?: string | null;
}

/** The keys of a ledger file, changed by the same events as by the server. */
export class FileKeys {
  readonly #catalog: KeyCatalog;

  /** @param access given, since what decides commands takes long to load, and few runs need it. */
  constructor(
    private readonly access: typeof accessLib,
    store: EventStore,
    private readonly terminal: Terminal,
  ) {
    const streams = new access.KeyStreams({ store, upcasters: new UpcasterRegistry() });
    // The administrators that the settings of the server name are not known here.
    this.#catalog = new access.KeyCatalog({ store, clock: terminal, ids: randomIds, streams, hasOtherAdmins: false });
  }

  async create(request: KeyRequest, query: KeyTenant = {}): Promise<NewKey> {
    const { isScope, KEY_NAME, KEY_NAME_SHAPE, keyCreation, newKeyView, SCOPES } = this.access;
    const { name, scopes } = request;
    if (!KEY_NAME.test(name)) throw usageFailure(`The name of a key must be ${KEY_NAME_SHAPE}.`);
    if (!scopes.every(isScope)) throw usageFailure(`--scope must be one or more of ${SCOPES.join(', ')}.`);
    const tenant = tenantOf(query);
    const outcome = await this.#catalog.create(tenant, keyCreation(request), this.#caller(request));
    return newKeyView('CREATED', done(outcome), this.#viewing(tenant));
  }

  async rotate(keyId: string, request: KeyRotation = {}, query: KeyTenant = {}): Promise<NewKey> {
    const { keyRotation, newKeyView } = this.access;
    const tenant = tenantOf(query);
    const outcome = await this.#catalog.rotate(tenant, keyRotation(keyId, request), this.#caller(request));
    return newKeyView('ROTATED', done(outcome), this.#viewing(tenant));
  }

  async revoke(keyId: string, request: KeyRevocation, query: KeyTenant = {}): Promise<RevokedKey> {
    const { keyRevocation, revokedKeyView } = this.access;
    const tenant = tenantOf(query);
    const outcome = await this.#catalog.revoke(tenant, keyRevocation(keyId, request), this.#caller(request));
    return revokedKeyView(done(outcome), this.#viewing(tenant));
  }

  async list({ status, ...query }: KeySearch = {}): Promise<KeyList> {
    const tenant = tenantOf(query);
    const { keys, ...list } = this.access.keyListView(await this.#catalog.list(tenant), this.#viewing(tenant), false);
    return { ...list, keys: keys.filter((key) => status === undefined || key.status === status), fromSettings: [] };
  }

  async show(keyId: string, query: KeyTenant = {}): Promise<KeyDetails> {
    const tenant = tenantOf(query);
    const details = this.access.keyDetailsView(await this.#catalog.list(tenant), keyId, this.#viewing(tenant));
    if (details !== undefined) return details;
    const detail = `There is no key ${JSON.stringify(keyId.slice(0, 64))}; journey keys list lists them.`;
    throw new LedgerProblem(404, { code: 'KEY_NOT_FOUND', detail });
  }

  /** Who changes keys in this way has the rights of the file: recorded is the account of the machine, as it says. */
  #caller({ commandId }: Repeatable) {
    const { USER, LOGNAME } = this.terminal.env;
    const subject = `${(USER ?? LOGNAME ?? 'operator').slice(0, 64)} (on the ledger file)`;
    return { actor: { subject, kind: 'operator' }, ...defined({ commandId: commandId ?? undefined }) } as const;
  }

  /** Last uses are in the read models, which may be elsewhere. */
  #viewing(tenant: string): KeyViewing {
    return { tenant, now: this.terminal.now().toISOString(), lastUses: new Map() };
  }
}

function tenantOf({ tenant = 'default' }: KeyTenant): string {
  if (TENANT_ID.test(tenant)) return tenant;
  throw usageFailure('--tenant must be 1 to 64 letters, digits or underscores, beginning with a letter or digit.');
}

function done(outcome: KeyOutcome): Exclude<KeyOutcome, { readonly kind: 'refused' }> {
  if (outcome.kind !== 'refused') return outcome;
  const { code, reason } = outcome;
  throw new LedgerProblem(code === 'VALIDATION_FAILED' ? 400 : 409, { code, detail: reason });
}
