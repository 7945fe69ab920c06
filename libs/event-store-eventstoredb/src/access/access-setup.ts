import { ledgersAlone, withReader, type AccessList } from './access-list';

/** A JSON document of the server: what it says, and its revision; undefined where it was never written. */
export interface ServerDocument {
  readonly data: Readonly<Record<string, unknown>>;
  readonly revision: bigint;
}

/** One event that the set-up appends to a stream of the server's own. */
export interface SetupWrite {
  readonly stream: '$settings' | '$$$all' | '$$$settings';
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The revision that it was decided on. */
  readonly expectedRevision: bigint | 'NO_STREAM';
}

/** What the set-up will do; nothing where all is as it should be. */
export interface SetupPlan {
  readonly account: string;
  readonly createsAccount: boolean;
  readonly writes: readonly SetupWrite[];
}

/** What the server has now. */
export interface SetupState {
  readonly account: string;
  readonly accountExists: boolean;
  readonly settings: ServerDocument | undefined;
  /** Metadata of `$all` and of `$settings`. */
  readonly allMetadata: ServerDocument | undefined;
  readonly settingsMetadata: ServerDocument | undefined;
}

/**
 * The rights that the ledger needs, and that no other user may have: to write streams, to read all of them, and to see
 * that it is so. Whatever else the documents say is kept.
 */
export function planSetup({ account, accountExists, ...now }: SetupState): SetupPlan {
  const readable = (document: ServerDocument | undefined): Record<string, unknown> => {
    const list = (document?.data['$acl'] ?? {}) as AccessList;
    return { ...document?.data, $acl: withReader(withReader(list, '$r', account), '$mr', account) };
  };
  const wanted = [
    ['$settings', 'update-default-acl', now.settings, { ...now.settings?.data, $userStreamAcl: ledgersAlone(account) }],
    ['$$$all', '$metadata', now.allMetadata, readable(now.allMetadata)],
    ['$$$settings', '$metadata', now.settingsMetadata, readable(now.settingsMetadata)],
  ] as const;
  return {
    account,
    createsAccount: !accountExists,
    writes: wanted.flatMap(([stream, type, document, data]) =>
      JSON.stringify(document?.data) === JSON.stringify(data)
        ? []
        : [{ stream, type, data, expectedRevision: document?.revision ?? 'NO_STREAM' }],
    ),
  };
}
