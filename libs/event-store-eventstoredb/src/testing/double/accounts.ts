import type { Metadata } from '@grpc/grpc-js';
import { rpcErrors, type RpcError } from './protocol';
import type { TransactionLog } from './transaction-log';

export interface Account {
  readonly username: string;
  readonly password: string;
  readonly groups: readonly string[];
}

type Right = '$r' | '$w' | '$d' | '$mr' | '$mw';
type Lists = Readonly<Partial<Record<Right, string | readonly string[]>>>;

/**
 * Who may do what, by docs.kurrent.io, "Access control lists": a right comes from the stream's own metadata, else from the
 * default list that `$settings` holds, else everybody has it, and `$admins` alone for streams of the server's own. The
 * metadata of a stream has rights of its own, and administrators may do everything.
 */
export class Accounts {
  readonly #accounts = new Map<string, Account>();

  constructor(
    private readonly log: TransactionLog,
    accounts: readonly Account[],
  ) {
    for (const account of accounts) this.create(account);
  }

  get(username: string): Account | undefined {
    return this.#accounts.get(username);
  }

  create(account: Account): void {
    this.#accounts.set(account.username, account);
  }

  /** Whose login it is; undefined without one, and an error for a wrong one. */
  of(headers: Metadata): Account | undefined | RpcError {
    const [given] = headers.get('authorization');
    if (given === undefined) return undefined;
    const [, text = ''] = /^Basic (.*)$/.exec(String(given)) ?? [];
    const [username = '', ...password] = Buffer.from(text, 'base64').toString('utf8').split(':');
    const account = this.get(username);
    return account?.password === password.join(':') ? account : rpcErrors.unauthenticated();
  }

  /** Why a caller may not read or write a stream; undefined where it may. */
  refusal(headers: Metadata, stream: string, right: '$r' | '$w'): RpcError | undefined {
    const account = this.of(headers);
    if (account instanceof Error) return account;
    if (account === undefined) return rpcErrors.accessDenied();
    const allowed = stream.startsWith('$$')
      ? this.#roles(stream.slice(2), right === '$r' ? '$mr' : '$mw')
      : this.#roles(stream, right);
    const own = new Set(['$all', account.username, ...account.groups]);
    return own.has('$admins') || allowed.some((role) => own.has(role)) ? undefined : rpcErrors.accessDenied();
  }

  #roles(stream: string, right: Right): readonly string[] {
    const isSystem = stream.startsWith('$');
    const settings = this.#last('$settings')[isSystem ? '$systemStreamAcl' : '$userStreamAcl'] as Lists | undefined;
    const own = this.#last(`$$${stream}`)['$acl'] as Lists | undefined;
    const roles = own?.[right] ?? settings?.[right] ?? (isSystem ? '$admins' : '$all');
    return typeof roles === 'string' ? [roles] : roles;
  }

  #last(stream: string): Readonly<Record<string, unknown>> {
    const events = this.log.readable(stream);
    const last = events === undefined || events === 'tombstoned' ? undefined : events.at(-1);
    return last === undefined ? {} : (JSON.parse(Buffer.from(last.data).toString('utf8')) as Record<string, unknown>);
  }
}
