import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { GossipService, type IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb';
import {
  type IServerFeaturesServer,
  ServerFeaturesService,
} from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { type IStreamsServer, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { DeleteResp, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb';
import { type Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { type Account, Accounts } from './accounts';
import { append } from './append-calls';
import { batchAppend } from './batch-append-call';
import { timedRequest } from './batch-deadline';
import { CallCounts, type DoubleContext } from './double-context';
import { Faults } from './faults';
import { nothing, rpcErrors, type RpcError, streamNameOf } from './protocol';
import { read } from './read-calls';
import { type LoggedEvent, TransactionLog } from './transaction-log';
import { usersService } from './user-calls';

export interface EventStoreDbDoubleOptions {
  /** 0: any free one. */
  readonly port?: number;
  /** What it says it is. Below 23.10 it does not say when a subscription has caught up. */
  readonly serverVersion?: string;
  /** Whether it takes appends on a call that lasts, as servers from 21.10 on. Default: true. */
  readonly batchAppend?: boolean;
  /** Bytes of one append at most. */
  readonly maxAppendSize?: number;
  /** One event of the server's own after so many others. */
  readonly systemEventEvery?: number;
  readonly now?: () => number;
  /** PEM. Absent: without TLS, and then, as with the server's `--insecure`, without authentication. */
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer };
  /** Who is let in, and may do everything; absent: everybody. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Accounts with access lists, as a server with TLS has them; in place of `credentials`. */
  readonly accounts?: readonly Account[];
}

/**
 * A server that speaks the protocols Streams, ServerFeatures and Gossip of EventStoreDB on a loopback socket, over a log
 * in memory, and fails on demand. Its rules are the server's, with their source beside them, and not what our adapter
 * happens to need. It has one node, no projections, no persistent subscriptions, no links, no scavenge, and access lists only where it is given accounts.
 */
export class EventStoreDbDouble {
  readonly faults = new Faults();
  readonly counts = new CallCounts();
  readonly log: TransactionLog;
  readonly #server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  readonly #inject: (socket: Socket) => void;
  readonly #sockets = new Set<Socket>();
  readonly #breaks = new Set<() => void>();
  readonly #options: EventStoreDbDoubleOptions;
  readonly #accounts: Accounts | undefined;
  #listener: NetServer | undefined;
  #port: number;

  private constructor(options: EventStoreDbDoubleOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.log = new TransactionLog({ systemEventEvery: options.systemEventEvery ?? 5, now: options.now ?? Date.now });
    this.#accounts = options.accounts && new Accounts(this.log, options.accounts);
    const { tls } = options;
    const injector = this.#server.createConnectionInjector(
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }]),
    );
    this.#inject = (socket) => injector.injectConnection(socket);
    this.#addServices();
  }

  static async start(options: EventStoreDbDoubleOptions = {}): Promise<EventStoreDbDouble> {
    const double = new EventStoreDbDouble(options);
    await double.start();
    return double;
  }

  get port(): number {
    return this.#port;
  }

  /** Connection string for it. */
  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=${this.#options.tls !== undefined}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Listens, on the same port as before. What was committed is still there. */
  async start(): Promise<void> {
    if (this.#listener !== undefined) return;
    const listener = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
      this.#inject(socket);
    });
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (listener.address() as AddressInfo).port;
    this.#listener = listener;
  }

  /** Stops as a killed process does: nothing is answered any more, and what was only in memory is forgotten. */
  async stop(): Promise<void> {
    const listener = this.#listener;
    if (listener === undefined) return;
    this.#listener = undefined;
    const closed = new Promise((resolve) => listener.close(resolve));
    this.drop();
    await closed;
    this.log.forgetCommittedEvents();
  }

  /** Cuts all connections. New ones are taken. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends the calls that carry appends, with an error; their connections stay. */
  breakBatchAppends(): void {
    for (const listener of [...this.#breaks]) listener();
  }

  /** The next appends are committed, and their connection is cut before they are answered. */
  dropAfterCommit(times = 1): void {
    this.faults.dropsAfterCommit = times;
  }

  /** The next appends are lost, and their connection is cut. */
  dropBeforeCommit(times = 1): void {
    this.faults.dropsBeforeCommit = times;
  }

  /** Each answer is held back for so long, its work being done; 0: no longer. */
  delay(milliseconds: number): void {
    this.faults.delay = milliseconds;
  }

  /** Events of one stream as they lie in the log. */
  events(stream: string): readonly LoggedEvent[] {
    const events = this.log.readable(stream);
    return events === undefined || events === 'tombstoned' ? [] : events;
  }

  async close(): Promise<void> {
    await this.stop();
    this.#server.forceShutdown();
  }

  #addServices(): void {
    const context: DoubleContext = {
      log: this.log,
      faults: this.faults,
      maxAppendSize: this.#options.maxAppendSize ?? 1024 * 1024,
      saysCaughtUp: isAtLeast(this.#options.serverVersion ?? DEFAULT_VERSION, 23, 10),
      counts: this.counts,
      refusal: (headers) => this.#refusal(headers),
      loginRefusal: (headers) => this.#loginRefusal(headers),
      isDenied: (headers) => this.#isDenied(headers),
      forbids: (headers, stream, right) => this.#accounts?.refusal(headers, stream, right),
      leaderRefusal: (headers) => this.#leaderRefusal(headers),
      onBreak: (listener) => {
        this.#breaks.add(listener);
        return () => this.#breaks.delete(listener);
      },
      drop: () => this.drop(),
    };
    const streams: IStreamsServer = {
      append: (call, callback) => append(context, call, callback),
      batchAppend: (call) => {
        this.counts.batchAppendCalls += 1;
        batchAppend(context, call);
      },
      read: (call) => void read(context, call),
      delete: (call, callback) => {
        this.log.delete(streamNameOf(call.request.getOptions()?.getStreamIdentifier()));
        callback(null, new DeleteResp().setNoPosition(nothing()));
      },
      tombstone: (call, callback) => {
        this.log.tombstone(streamNameOf(call.request.getOptions()?.getStreamIdentifier()));
        callback(null, new TombstoneResp().setNoPosition(nothing()));
      },
    };
    const serverFeatures: IServerFeaturesServer = {
      getSupportedMethods: (_call, callback) => callback(null, this.#supportedMethods()),
    };
    const gossip: IGossipServer = { read: (_call, callback) => callback(null, this.#clusterInfo()) };
    const { batchAppend: method, ...others } = StreamsService;
    const service = { ...others, batchAppend: { ...method, requestDeserialize: timedRequest } };
    if (this.#options.batchAppend === false) this.#server.addService(others, streams);
    else this.#server.addService(service, streams);
    this.#server.addService(ServerFeaturesService, serverFeatures);
    this.#server.addService(GossipService, gossip);
    if (this.#accounts !== undefined) this.#server.addService(UsersService, usersService(this.#accounts));
  }

  #refusal(headers: Metadata): RpcError | undefined {
    if (this.faults.takeNotReady()) return rpcErrors.serverNotReady();
    const denied = this.#isDenied(headers) ? rpcErrors.accessDenied() : this.#loginRefusal(headers);
    return denied ?? this.#leaderRefusal(headers);
  }

  #isDenied(headers: Metadata): boolean {
    const { credentials, tls } = this.#options;
    return credentials !== undefined && tls !== undefined && headers.get('authorization').length === 0;
  }

  #loginRefusal(headers: Metadata): RpcError | undefined {
    const { credentials, tls } = this.#options;
    const account = this.#accounts?.of(headers);
    if (account instanceof Error) return account;
    const [given] = headers.get('authorization');
    if (credentials === undefined || tls === undefined || given === undefined) return undefined;
    const expected = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    return given === `Basic ${expected}` ? undefined : rpcErrors.unauthenticated();
  }

  #leaderRefusal(headers: Metadata): RpcError | undefined {
    const { leaderElsewhere } = this.faults;
    if (leaderElsewhere === undefined || headers.get('requires-leader')[0] !== 'true') return undefined;
    return rpcErrors.notLeader(leaderElsewhere.host, leaderElsewhere.port);
  }

  /** ServerFeatures.cs: names in lower case, and the version in three parts. */
  #supportedMethods(): SupportedMethods {
    const streams = 'event_store.client.streams.streams';
    const method = (name: string, features: string[] = []): SupportedMethod =>
      new SupportedMethod().setServiceName(streams).setMethodName(name).setFeaturesList(features);
    return new SupportedMethods()
      .setEventStoreServerVersion(this.#options.serverVersion ?? DEFAULT_VERSION)
      .setMethodsList([
        method('read', ['position', 'events']),
        method('append'),
        ...(this.#options.batchAppend === false ? [] : [method('batchappend', ['deadline_duration'])]),
        method('delete'),
        method('tombstone'),
      ]);
  }

  /** gossip.proto: a cluster of one, which leads. */
  #clusterInfo(): ClusterInfo {
    const endpoint = new EndPoint().setAddress('127.0.0.1').setPort(this.#port);
    const member = new MemberInfo()
      .setInstanceId(new UUID().setString(randomUUID()))
      .setTimeStamp(String(Date.now() * 10_000))
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(endpoint);
    return new ClusterInfo().setMembersList([member]);
  }
}

const DEFAULT_VERSION = '24.10.1';

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [givenMajor = 0, givenMinor = 0] = version.split('.').map(Number);
  return givenMajor > major || (givenMajor === major && givenMinor >= minor);
}
