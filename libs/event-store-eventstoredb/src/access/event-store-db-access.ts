import {
  AccessDeniedError,
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  jsonEvent,
  type JSONType,
  NO_STREAM,
  type ResolvedEvent,
  START,
  streamNameFilter,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { StoreUnavailableError } from '@ledger/event-store';
import { type ConnectionSettings, parseConnectionString } from '../connection/connection-string';
import { diagnose } from '../connection/driver-errors';
import { EventStoreDbConnection } from '../connection/event-store-db-connection';
import { Messages } from '../connection/messages';
import { accessFindings, type AccessFinding, type StreamRules } from './access-findings';
import type { AccessList } from './access-list';
import { planSetup, type ServerDocument, type SetupPlan } from './access-setup';

export interface Login {
  readonly username: string;
  readonly password: string;
}

export interface AccessCheck {
  /** The account of the connection string; undefined on a server without users. */
  readonly account: string | undefined;
  readonly findings: readonly AccessFinding[];
}

/** Longest silence of the server while it is asked, milliseconds. */
const SILENCE = 10_000;
const TRUNCATION = ['$maxAge', '$maxCount', '$tb'] as const;

/** Asks a server who may write to the ledger's streams, and sets that up with an administrator's login. */
export class EventStoreDbAccess {
  readonly #settings: ConnectionSettings;

  /** Throws a `TypeError` for a connection string that is not one. */
  constructor(url: string) {
    this.#settings = parseConnectionString(url);
  }

  /** For people: `EventStoreDB` and its hosts, without credentials. */
  get name(): string {
    return `EventStoreDB ${this.#settings.hosts.map(({ address, port }) => `${address}:${port}`).join(',')}`;
  }

  /**
   * What lets others write to streams of the ledger, or hides events of them, as far as the ledger's own account sees it.
   * @param kinds of the ledger's streams: what stands before the tenant in their names.
   */
  check(kinds: readonly string[]): Promise<AccessCheck> {
    const login = this.#login();
    return this.#as(login, async (client) => {
      const [defaults, rules] = [await read(client, '$settings'), await streamRules(client, kinds)];
      const account = login?.username;
      const findings = accessFindings({
        account,
        groups: account === undefined ? [] : ((await client.groupsOf(account)) ?? []),
        readsAll: rules !== 'denied',
        defaults: defaults === 'denied' ? undefined : (defaults?.data['$userStreamAcl'] ?? {}),
        streams: rules === 'denied' ? [] : rules,
      });
      return { account, findings };
    });
  }

  /** What an administrator would have to write, so that the account of the connection string alone may write. */
  plan(admin: Login): Promise<SetupPlan> {
    const { username } = this.#account();
    return this.#as(admin, async (client) => {
      const [settings, allMetadata, settingsMetadata] = [
        await readAsAdmin(client, '$settings', admin),
        await readAsAdmin(client, '$$$all', admin),
        await readAsAdmin(client, '$$$settings', admin),
      ];
      const accountExists = (await client.groupsOf(username)) !== undefined;
      return planSetup({ account: username, accountExists, settings, allMetadata, settingsMetadata });
    });
  }

  /** Writes what was planned, each under the revision that it was planned on. */
  apply({ createsAccount, writes }: SetupPlan, admin: Login): Promise<void> {
    const { username, password } = this.#account();
    return this.#as(admin, async (client) => {
      if (createsAccount) await client.createAccount(username, password, 'Journey ledger');
      for (const { stream, type, data, expectedRevision } of writes) {
        const event = jsonEvent({ type, data: data as Record<string, JSONType> });
        const revision = expectedRevision === 'NO_STREAM' ? NO_STREAM : expectedRevision;
        await client.appendToStream(stream, event, { expectedRevision: revision, requiresLeader: true });
      }
    });
  }

  #login(): Login | undefined {
    return this.#settings.tls ? this.#settings.credentials : undefined;
  }

  /** Throws `TypeError` where the connection string names no account that could have rights. */
  #account(): Login {
    const login = this.#login();
    if (login !== undefined) return login;
    throw new TypeError(
      'The connection string should name the ledger’s account, esdb://user:password@host, and use TLS.',
    );
  }

  async #as<T>(login: Login | undefined, task: (client: EventStoreDbConnection) => Promise<T>): Promise<T> {
    const { credentials: _, ...others } = this.#settings;
    const client = new EventStoreDbConnection(
      login === undefined ? others : { ...others, credentials: login },
      'leader',
    );
    try {
      return await task(client);
    } catch (error) {
      throw error instanceof StoreUnavailableError ? error : diagnose(error).error;
    } finally {
      await client.close();
    }
  }
}

async function readAsAdmin(
  client: EventStoreDbConnection,
  stream: string,
  { username }: Login,
): Promise<ServerDocument | undefined> {
  const document = await read(client, stream);
  if (document !== 'denied') return document;
  const message = `EventStoreDB does not let ${username} read ${stream}: check the password, and that it is an administrator.`;
  throw new StoreUnavailableError(message, { isMisconfigured: true });
}

/** The last event of a stream of the server's own; undefined where there is none. */
async function read(client: EventStoreDbConnection, stream: string): Promise<ServerDocument | undefined | 'denied'> {
  const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const;
  const source = client.readStream(stream, options);
  const messages = new Messages<ResolvedEvent>(source, () => source.cancel(), { silenceWithin: SILENCE });
  try {
    for await (const { message } of messages) {
      const event = message?.event;
      if (event?.isJson === true) return { data: event.data as Record<string, unknown>, revision: event.revision };
    }
    return undefined;
  } catch (error) {
    if (error instanceof StreamNotFoundError) return undefined;
    if (isDenied(error)) return 'denied';
    throw error;
  }
}

/** What the metadata of the ledger's streams says, by one pass over the server's whole log. */
async function streamRules(
  client: EventStoreDbConnection,
  kinds: readonly string[],
): Promise<readonly StreamRules[] | 'denied'> {
  const rules = new Map<string, StreamRules>();
  const prefixes = kinds.map((kind) => `$$${kind}.`);
  const messages = (await client.saysCaughtUp()) ? followed(client, prefixes) : wholeLog(client);
  try {
    for await (const { message, remark } of messages) {
      if (remark === 'caught-up') break;
      const event = message?.event;
      if (event?.isJson !== true || !prefixes.some((prefix) => event.streamId.startsWith(prefix))) continue;
      rules.set(event.streamId, rulesOf(event.streamId.slice(2), event.data as object));
    }
    return [...rules.values()];
  } catch (error) {
    if (isDenied(error)) return 'denied';
    throw error;
  }
}

type LogMessages = Messages<AllStreamResolvedEvent, 'caught-up'>;

function followed(client: EventStoreDbConnection, prefixes: string[]): LogMessages {
  const source = client.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ prefixes }) });
  const messages: LogMessages = new Messages(source, () => source.unsubscribe(), { firstWithin: SILENCE });
  source.on('caughtUp', () => messages.remark('caught-up'));
  return messages;
}

/** Where the server does not say when a subscription has caught up; the client’s own read takes no filter. */
function wholeLog(client: EventStoreDbConnection): LogMessages {
  const source = client.readAll({ fromPosition: START });
  return new Messages(source, () => source.cancel(), { silenceWithin: SILENCE });
}

function rulesOf(stream: string, metadata: { readonly $acl?: AccessList }): StreamRules {
  return { stream, list: metadata.$acl ?? {}, truncatedBy: TRUNCATION.filter((name) => name in metadata) };
}

/** Whether the account lacks a right. The client calls a wrong password by the same name. */
function isDenied(error: unknown): boolean {
  return error instanceof AccessDeniedError && error.code !== status.UNAUTHENTICATED;
}
