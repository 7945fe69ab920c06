import { ADMINS, EVERY_USER, othersWith, type AccessList, type Right } from './access-list';

/** The metadata of one stream, as far as it concerns who may write to it and what of it is kept. */
export interface StreamRules {
  readonly stream: string;
  readonly list: AccessList;
  /** `$maxAge`, `$maxCount` or `$tb`, those that it has. */
  readonly truncatedBy: readonly string[];
}

/** What a server says of the rights to the ledger's streams, asked by the ledger's own account. */
export interface ServerAccess {
  /** Undefined where the server knows no users, since it is asked without TLS. */
  readonly account: string | undefined;
  readonly groups: readonly string[];
  readonly readsAll: boolean;
  /** Rights to streams without a list of their own; undefined where this account may not read them. */
  readonly defaults: AccessList | undefined;
  /** Streams of the ledger that have metadata. */
  readonly streams: readonly StreamRules[];
}

export interface AccessFinding {
  readonly code:
    | 'NO_USERS'
    | 'SUPERUSER'
    | 'ALL_UNREADABLE'
    | 'DEFAULTS_UNREADABLE'
    | 'WRITE_OPEN'
    | 'DELETE_OPEN'
    | 'METADATA_OPEN'
    | 'TRUNCATED';
  /** Absent: all streams of the ledger. */
  readonly stream?: string;
  /** One sentence. */
  readonly message: string;
}

const SET_UP = 'run journey doctor --setup-event-store';

/** What lets others write to the ledger's streams, or hides events of them; empty: nothing does. */
export function accessFindings(access: ServerAccess): readonly AccessFinding[] {
  const { account } = access;
  if (account === undefined) return [NO_USERS, ...access.streams.flatMap(truncated)];
  return [
    ...(access.groups.includes(ADMINS) ? [superuser(account)] : []),
    ...(access.readsAll ? [] : [unreadable(account)]),
    ...(access.defaults === undefined ? [unknownDefaults(account)] : open(access.defaults, account)),
    ...access.streams.flatMap((rules) => [...openStream(rules, account), ...truncated(rules)]),
  ];
}

const NO_USERS: AccessFinding = {
  code: 'NO_USERS',
  message:
    'The connection has no TLS, so the server knows no users: every client that reaches it may write to the ledger’s streams.',
};

function superuser(account: string): AccessFinding {
  const message = `The account ${account} belongs to ${ADMINS} and may do everything on the server; give the ledger an account of its own.`;
  return { code: 'SUPERUSER', message };
}

function unreadable(account: string): AccessFinding {
  const message = `The account ${account} may not read $all, so projections and timeouts stand; ${SET_UP}.`;
  return { code: 'ALL_UNREADABLE', message };
}

function unknownDefaults(account: string): AccessFinding {
  const message = `The account ${account} may not read $settings, so it is not known who else may write; ${SET_UP}.`;
  return { code: 'DEFAULTS_UNREADABLE', message };
}

const OPENINGS = [
  ['$w', 'WRITE_OPEN', 'append to'],
  ['$d', 'DELETE_OPEN', 'delete'],
  ['$mw', 'METADATA_OPEN', 'change the rights and the length of'],
] as const satisfies readonly (readonly [Right, AccessFinding['code'], string])[];

/** A right that is not given is every user's. */
function open(defaults: AccessList, account: string): AccessFinding[] {
  return OPENINGS.flatMap(([right, code, verb]) => {
    const others = othersWith(defaults[right] ?? EVERY_USER, account);
    if (others.length === 0) return [];
    return [{ code, message: `${named(others)} may ${verb} the ledger’s streams; ${SET_UP}.` }];
  });
}

function openStream({ stream, list }: StreamRules, account: string): AccessFinding[] {
  return OPENINGS.flatMap(([right, code, verb]) => {
    const others = othersWith(list[right], account);
    if (others.length === 0) return [];
    return [{ code, stream, message: `${named(others)} may ${verb} ${stream}, by its own access list.` }];
  });
}

function truncated({ stream, truncatedBy }: StreamRules): AccessFinding[] {
  if (truncatedBy.length === 0) return [];
  const by = truncatedBy.join(' and ');
  return [
    { code: 'TRUNCATED', stream, message: `${stream} has ${by} in its metadata, by which the server drops events.` },
  ];
}

function named(roles: readonly string[]): string {
  return roles.includes(EVERY_USER) ? 'Every user of the server' : roles.join(', ');
}
