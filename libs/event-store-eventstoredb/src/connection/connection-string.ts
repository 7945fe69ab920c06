import { readFileSync } from 'node:fs';
import { defined } from '@ledger/plain-data';

/** Which node of a cluster the feed of all events prefers. Commands and single streams always go to the leader. */
export type NodePreference = 'leader' | 'follower' | 'read_only_replica' | 'random';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a connection string says, checked. Times are milliseconds unless said otherwise. */
export interface ConnectionSettings {
  /** One node, several nodes to ask for the cluster's members, or a DNS name that stands for all of them. */
  readonly discovery: 'single' | 'gossip' | 'dns';
  readonly hosts: readonly [Endpoint, ...Endpoint[]];
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly tls: boolean;
  /** PEM; absent: the certificates that Node.js trusts. */
  readonly rootCertificate?: Buffer;
  readonly userCertificate?: { readonly certificate: Buffer; readonly key: Buffer };
  readonly nodePreference: NodePreference;
  /** After so long without traffic a connection in use is pinged; -1: never. */
  readonly keepAliveInterval?: number;
  /** A ping that is not answered for so long closes the connection; -1: never. */
  readonly keepAliveTimeout?: number;
  /** Time a call may take, retries included. */
  readonly deadline?: number;
  readonly connectionName?: string;
  readonly maxDiscoverAttempts?: number;
  readonly discoveryInterval?: number;
  /** Seconds. */
  readonly gossipTimeout?: number;
}

const DEFAULT_PORT = 2113;
/** The documentation of KurrentDB writes its own scheme for the same protocol, which this client does not know. */
const FORMAT = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^:@/]+):([^@/]+)@)?([^/?]+)\/?(?:\?(.*))?$/;

/**
 * Reads `esdb://[user:password@]host[:port][,host…][?option=value&…]` (`esdb+discover://` for a DNS name of a cluster).
 *
 * The client has a reader of its own; this one stands in for it because that one lets unknown options pass with a
 * warning on the console, prints the whole string, password included, and would accept `throwOnAppendFailure=false`,
 * which turns conflicts into return values. Throws a `TypeError` of one sentence that never quotes the password.
 */
export function parseConnectionString(text: string): ConnectionSettings {
  const match = FORMAT.exec(text.trim());
  if (!match)
    throw new TypeError('The connection string should read esdb://[user:password@]host[:port][?option=value].');
  const [, discover, username, password, hostList = '', query = ''] = match;
  const hosts = hostList.split(',').map(parseHost);
  const [first, ...others] = hosts;
  if (first === undefined) throw new TypeError('The connection string names no host.');
  const options = parseOptions(query);
  const discovery = discover !== undefined ? 'dns' : others.length > 0 ? 'gossip' : 'single';
  return defined({
    discovery,
    hosts: [first, ...others] as const,
    credentials:
      username === undefined || password === undefined
        ? undefined
        : { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    tls: options.flag('tls') ?? true,
    ...certificates(options),
    nodePreference: nodePreference(options.text('nodePreference')),
    keepAliveInterval: options.number('keepAliveInterval', -1),
    keepAliveTimeout: options.number('keepAliveTimeout', -1),
    deadline: options.number('defaultDeadline', 1),
    connectionName: options.text('connectionName'),
    maxDiscoverAttempts: options.number('maxDiscoverAttempts', 1),
    discoveryInterval: options.number('discoveryInterval', 0),
    gossipTimeout: options.number('gossipTimeout', 1),
  });
}

function parseHost(text: string): Endpoint {
  const match = /^([A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(text.trim());
  const port = Number(match?.[2] ?? DEFAULT_PORT);
  if (match?.[1] === undefined || port < 1 || port > 65_535) {
    throw new TypeError(`Host ${JSON.stringify(text)} of the connection string should read name or name:port.`);
  }
  return { address: match[1], port };
}

const OPTION_NAMES = [
  'tls',
  'tlsVerifyCert',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
  'nodePreference',
  'keepAliveInterval',
  'keepAliveTimeout',
  'defaultDeadline',
  'connectionName',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'throwOnAppendFailure',
] as const;
type OptionName = (typeof OPTION_NAMES)[number];

/** Case, `-` and `_` of an option's name do not matter, as in the official clients. */
const plain = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');
const NAMES: ReadonlyMap<string, OptionName> = new Map(OPTION_NAMES.map((name) => [plain(name), name]));

interface Options {
  text(name: OptionName): string | undefined;
  flag(name: OptionName): boolean | undefined;
  number(name: OptionName, least: number): number | undefined;
}

function parseOptions(query: string): Options {
  const values = new Map<OptionName, string>();
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [rawName = '', ...rest] = pair.split('=');
    const name = NAMES.get(plain(rawName));
    if (name === undefined) {
      throw new TypeError(
        `The connection string has no option ${JSON.stringify(rawName)}; there are ${OPTION_NAMES.join(', ')}.`,
      );
    }
    values.set(name, decodeURIComponent(rest.join('=')).trim());
  }
  const options: Options = {
    text: (name) => values.get(name),
    flag(name) {
      const value = values.get(name);
      if (value === undefined) return undefined;
      if (value !== 'true' && value !== 'false') throw new TypeError(`Option ${name} should be true or false.`);
      return value === 'true';
    },
    number(name, least) {
      const value = values.get(name);
      if (value === undefined) return undefined;
      if (!/^-?\d{1,9}$/.test(value) || Number(value) < least) {
        throw new TypeError(`Option ${name} should be a whole number of at least ${least}.`);
      }
      return Number(value);
    },
  };
  if (options.flag('throwOnAppendFailure') === false) {
    throw new TypeError('Option throwOnAppendFailure cannot be false: a conflict would look like a success.');
  }
  if (options.flag('tlsVerifyCert') === false) {
    throw new TypeError('Option tlsVerifyCert cannot be false: name the certificate authority with tlsCAFile instead.');
  }
  return options;
}

function certificates(options: Options): Pick<ConnectionSettings, 'rootCertificate' | 'userCertificate'> {
  const authority = options.text('tlsCAFile');
  const certificate = options.text('userCertFile');
  const key = options.text('userKeyFile');
  if ((certificate === undefined) !== (key === undefined)) {
    throw new TypeError('Options userCertFile and userKeyFile should be given together.');
  }
  return defined({
    rootCertificate: authority === undefined ? undefined : readPem('tlsCAFile', authority),
    userCertificate:
      certificate === undefined || key === undefined
        ? undefined
        : { certificate: readPem('userCertFile', certificate), key: readPem('userKeyFile', key) },
  });
}

function readPem(option: OptionName, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new TypeError(`Option ${option} names ${JSON.stringify(path)}, which cannot be read.`, { cause: error });
  }
}

function nodePreference(text: string | undefined): NodePreference {
  switch (plain(text ?? 'leader')) {
    case 'leader':
      return 'leader';
    case 'follower':
      return 'follower';
    case 'readonlyreplica':
      return 'read_only_replica';
    case 'random':
      return 'random';
    default:
      throw new TypeError('Option nodePreference should be leader, follower, readOnlyReplica or random.');
  }
}
