import type { SetupPlan } from '@ledger/event-store-eventstoredb';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields } from './table';

export interface DoctorFinding {
  readonly code: string;
  /** Absent: the ledger as a whole. */
  readonly stream?: string;
  /** One sentence. */
  readonly message: string;
}

export interface DoctorReport {
  /** A path or host names, never credentials. */
  readonly ledger: string;
  /** The account by which a server was asked. */
  readonly account?: string | undefined;
  /** What a set-up wrote. */
  readonly written?: SetupPlan | undefined;
  readonly findings: readonly DoctorFinding[];
}

export function doctorText({ ledger, account, findings }: DoctorReport, palette: Palette): string {
  const head = fields(
    [
      ['ledger', printable(ledger)],
      ['account', printable(account ?? '')],
      ['access', findings.length === 0 ? palette.green('only the ledger’s own account may write') : ''],
    ],
    palette.dim,
  );
  const lines = findings.map(({ code, message }) => `${palette.red(code)}  ${printable(message)}`);
  return [head, ...lines].join('\n');
}

/** What a set-up will write, each document as the server will have it. */
export function planText({ account, createsAccount, writes }: SetupPlan): string {
  if (!createsAccount && writes.length === 0) return `The account ${printable(account)} has its rights already.`;
  return [
    'This will be written to the event store server:',
    ...(createsAccount ? [`  a new account ${printable(account)}, with the password of the connection string`] : []),
    ...writes.map(({ stream, type, data }) => `  ${stream}  ${type}  ${printable(JSON.stringify(data))}`),
  ].join('\n');
}
