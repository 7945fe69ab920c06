import {
  type ChannelCredentialOptions,
  convertToCommandError,
  type DNSClusterOptions,
  EventStoreDBClient,
  type GossipClusterOptions,
  LoginNotFoundError,
  type SingleNodeOptions,
} from '@eventstore/db-client';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb';
import { CreateReq, DetailsReq, type DetailsResp } from '@eventstore/db-client/generated/users_pb';
import { Channel, type ChannelOptions, type ClientDuplexStream, connectivityState } from '@grpc/grpc-js';
import type { ConnectionSettings, NodePreference } from './connection-string';
import { defined } from '@ledger/plain-data';
import { within } from '@ledger/runtime';
import { transportCredentials } from './transport-credentials';
import { untrustedNode } from './untrusted-node';

/** How long closing waits for open calls to end before it cuts the connection. */
const DISPOSE_WITHIN = 2_000;

/** gRPC status code; this one call of the client reports errors as gRPC gives them. */
const UNAVAILABLE = 14;

export interface BatchAppendStream {
  /** Takes and gives the bytes of the protocol's messages. */
  readonly stream: ClientDuplexStream<Buffer, Buffer>;
  /** Whether the server takes the time limit of an append as a duration. */
  readonly tellsDeadline: boolean;
}

/** A private member of the client, of which its declarations give no type. */
interface ChannelSource {
  createChannel: () => Promise<Channel>;
}

/**
 * The official client, told apart in four points.
 *
 * - **Batch appends of our own.** `appendToStream` takes the batch-append call wherever the server has it, and that path
 *   of 6.2.1 cannot carry a ledger: its waiting appends lie in one table for all clients of the process, so an error on
 *   one connection rejects the appends of every other; an answer that comes after that throws inside an event handler,
 *   which ends the process; and there is no deadline on the client's side, so an append to a server that fell silent
 *   never ends. So `appendToStream` is kept to plain appends, for servers without that call, and `batchAppendCall`
 *   gives the bare call to `BatchAppendCall`.
 * - **Failed channels are closed a turn later.** On an error the client closes the channel at once, also between the
 *   moment another call picked it and the moment that call starts on it; `append` would then throw inside an async
 *   promise executor, where no caller can catch it.
 * - **A new channel connects at once.** After a failure the client makes a new channel, but channels to one address share
 *   their connections and with them the pause before the next attempt, which grows to two minutes. A pool of its own
 *   for each channel has no past, so a server that comes back is found when it is next called.
 * - **Closing closes.** `dispose` of 6.2.1 ends streams but leaves the connection open, also one that is only being made.
 */
export class EventStoreDbConnection extends EventStoreDBClient {
  #channel: Channel | undefined;
  #isClosed = false;

  protected override supports = (): Promise<boolean> => Promise.resolve(false);

  constructor(settings: ConnectionSettings, preference: NodePreference) {
    // The overloads do not accept the union of the three kinds; the constructor tells them apart by their members.
    super(clientOptions(settings, preference) as SingleNodeOptions, channelCredentials(settings), settings.credentials);
    const internals = this as unknown as ChannelSource;
    const createChannel = internals.createChannel;
    internals.createChannel = async () => {
      // The client's own channel has found the node and has not connected yet.
      const found = await createChannel().catch(async (error: unknown) => {
        throw (await untrustedNode(settings)) ?? error;
      });
      const target = found.getTarget();
      found.close();
      // Nothing would ever close it, and what asked for it has ended.
      if (this.#isClosed) throw new Error('the connection was closed');
      return (this.#channel = new Channel(target, transportCredentials(settings), channelOptions(settings)));
    };
    const discardChannel = this.handleError;
    this.handleError = async (client, error) => {
      await new Promise((resolve) => setImmediate(resolve));
      await discardChannel(client, error);
    };
  }

  /** `host:port` that the last call went to; undefined before the first. */
  get node(): string | undefined {
    return this.#channel?.getTarget().replace(/^[a-z]+:(\/+)?/, '');
  }

  /** The server's version; `unknown` before 21.10, and after a failure until the client meets an unreachable server. */
  async serverVersion(): Promise<string> {
    try {
      return (await this.capabilities).serverVersion;
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined || code === UNAVAILABLE) throw error;
      return 'unknown';
    }
  }

  /** Whether the server says when a subscription has caught up: from 23.10 on. */
  async saysCaughtUp(): Promise<boolean> {
    const [major = 0, minor = 0] = (await this.serverVersion()).split('.').map(Number);
    return major > 23 || (major === 23 && minor >= 10);
  }

  /** A call for appends, to the leader; undefined where the server has none. */
  async batchAppendCall(): Promise<BatchAppendStream | undefined> {
    const features = await this.capabilities.catch((error: unknown) => {
      const code = codeOf(error);
      if (code === undefined || code === UNAVAILABLE) throw error;
      return undefined;
    });
    const method = StreamsService.batchAppend;
    if (features?.supports(method) !== true) return undefined;
    const stream = await this.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) => {
      const [metadata, options] = this.callArguments({ requiresLeader: true }, { deadline: Infinity });
      return client.makeBidiStreamRequest<Buffer, Buffer>(method.path, asItIs, asItIs, metadata, options);
    })();
    return { stream, tellsDeadline: features.supports(method, 'deadline_duration') };
  }

  /** Groups of an account of the server; undefined where there is no such account. */
  async groupsOf(login: string): Promise<readonly string[] | undefined> {
    const request = new DetailsReq().setOptions(new DetailsReq.Options().setLoginName(login));
    const details = await this.GRPCStreamCreator(UsersClient, 'details', (client) => {
      const [metadata, options] = this.callArguments({ requiresLeader: true });
      return client.details(request, metadata, options);
    })();
    try {
      for await (const answer of details) return (answer as DetailsResp).getUserDetails()?.getGroupsList() ?? [];
    } catch (error) {
      if (convertToCommandError(error as Error) instanceof LoginNotFoundError) return undefined;
      throw convertToCommandError(error as Error);
    }
    return undefined;
  }

  /** Makes an account without groups. */
  async createAccount(login: string, password: string, fullName: string): Promise<void> {
    const account = new CreateReq.Options().setLoginName(login).setPassword(password).setFullName(fullName);
    const request = new CreateReq().setOptions(account);
    await this.execute(
      UsersClient,
      'create',
      (client) =>
        new Promise<void>((resolve, reject) => {
          const [metadata, options] = this.callArguments({ requiresLeader: true });
          client.create(request, metadata, options, (error) =>
            error === null ? resolve() : reject(convertToCommandError(error)),
          );
        }),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await within(DISPOSE_WITHIN, this.dispose()).catch(() => undefined);
    if (this.#channel === undefined) return;
    await connectedOrFailed(this.#channel);
    this.#channel.close();
  }
}

/** A channel that is closed while it resolves its name connects all the same, and then nothing closes the connection. */
async function connectedOrFailed(channel: Channel): Promise<void> {
  const deadline = Date.now() + DISPOSE_WITHIN;
  while (channel.getConnectivityState(false) === connectivityState.CONNECTING && Date.now() < deadline) {
    await new Promise<void>((resolve) =>
      channel.watchConnectivityState(connectivityState.CONNECTING, deadline, () => resolve()),
    );
  }
}

const asItIs = (message: Buffer): Buffer => message;

function codeOf(error: unknown): number | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'number' ? code : undefined;
}

function clientOptions(
  settings: ConnectionSettings,
  nodePreference: NodePreference,
): SingleNodeOptions | GossipClusterOptions | DNSClusterOptions {
  const { connectionName, hosts } = settings;
  const common = defined({ throwOnAppendFailure: true, connectionName });
  const { maxDiscoverAttempts, discoveryInterval, gossipTimeout } = settings;
  const cluster = defined({ ...common, nodePreference, maxDiscoverAttempts, discoveryInterval, gossipTimeout });
  switch (settings.discovery) {
    case 'single':
      return { endpoint: hosts[0], ...common };
    case 'gossip':
      return { endpoints: [...hosts], ...cluster };
    case 'dns':
      return { discover: hosts[0], ...cluster };
  }
}

/** The largest event that a server can hold, 16 MiB, and its frame; as the client sets it. */
const MAX_RECEIVE_BYTES = 17 * 1024 * 1024;
const DEFAULT_KEEP_ALIVE = 10_000;

function channelOptions({ keepAliveInterval, keepAliveTimeout }: ConnectionSettings): ChannelOptions {
  const orNever = (milliseconds = DEFAULT_KEEP_ALIVE): number => (milliseconds < 0 ? Number.MAX_VALUE : milliseconds);
  return {
    'grpc.keepalive_time_ms': orNever(keepAliveInterval),
    'grpc.keepalive_timeout_ms': orNever(keepAliveTimeout),
    'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
    'grpc.use_local_subchannel_pool': 1,
  };
}

/** What the client itself connects with, to find the nodes of a cluster and to know whether it may send a password. */
function channelCredentials({ tls, rootCertificate, userCertificate }: ConnectionSettings): ChannelCredentialOptions {
  if (!tls) return { insecure: true };
  const { certificate, key } = userCertificate ?? {};
  return defined({ insecure: false, rootCertificate, userCertFile: certificate, userKeyFile: key });
}
