import { InvalidPositionError, type Position, position } from '@ledger/event-store';

/** Place in `$all` as EventStoreDB numbers it: bytes into the transaction log. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** `<commit>/<prepare>` in decimal digits. */
export function formatPosition({ commit, prepare }: LogPosition): Position {
  return position(`${commit}/${prepare}`);
}

const FORMAT = /^(\d{1,20})\/(\d{1,20})$/;
const LARGEST = 0xffff_ffff_ffff_ffffn;

/** Throws `InvalidPositionError` for a position of another kind of store. */
export function parsePosition(text: Position): LogPosition {
  const [, commit, prepare] = FORMAT.exec(text) ?? [];
  if (commit === undefined || prepare === undefined) throw new InvalidPositionError(text);
  const parsed = { commit: BigInt(commit), prepare: BigInt(prepare) };
  if (parsed.commit > LARGEST || parsed.prepare > LARGEST) throw new InvalidPositionError(text);
  return parsed;
}

/** Whether `a` lies behind `b` in the log. */
export function isAfter(a: LogPosition, b: LogPosition): boolean {
  return a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);
}
