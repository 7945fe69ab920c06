/** Names of users and groups: one, or several. */
export type Roles = string | readonly string[];

/** Rights to a stream: read, write, delete, read its metadata, write its metadata (docs.kurrent.io, "Access control lists"). */
export const RIGHTS = ['$r', '$w', '$d', '$mr', '$mw'] as const;
export type Right = (typeof RIGHTS)[number];

/** What the server keeps of a stream's rights. A right that is absent is as for all streams. */
export type AccessList = Readonly<Partial<Record<Right, Roles>>>;

/** The group of those who may do everything. */
export const ADMINS = '$admins';
/** The role that every user has. */
export const EVERY_USER = '$all';

export function rolesOf(roles: Roles | undefined): readonly string[] {
  if (roles === undefined) return [];
  return typeof roles === 'string' ? [roles] : roles;
}

/** Who has a right besides the ledger's account and administrators. */
export function othersWith(roles: Roles | undefined, account: string): readonly string[] {
  return rolesOf(roles).filter((role) => role !== account && role !== ADMINS);
}

/** The same rights with an account added to one of them, which administrators keep. */
export function withReader(list: AccessList, right: Right, account: string): AccessList {
  return { ...list, [right]: [...new Set([account, ADMINS, ...rolesOf(list[right])])] };
}

/** Rights to all streams that are not the server's own, of which the ledger's account alone may write and read. */
export function ledgersAlone(account: string): AccessList {
  return { $r: [account, ADMINS], $w: [account], $d: [ADMINS], $mr: [account, ADMINS], $mw: [ADMINS] };
}
