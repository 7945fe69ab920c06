import { inspect } from 'node:util';
import { LedgerProblem } from '@ledger/client';
import { defined } from '@ledger/plain-data';
import { EXIT, type ExitCode } from './exit-code';
import { reportOf, type Report } from './failures';
import { LedgerNotice } from './output/ledger-notice';
import { paletteFor } from './output/palette';
import { printable } from './output/printable';
import { problemLines } from './output/problem-text';
import { journeyProgram } from './program';
import type { Terminal } from './terminal';

/** Runs one command line (arguments after the program's name) and gives its exit code; never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const isJson = args.includes('--json');
  const notice = new LedgerNotice(terminal, isJson, args.includes('--quiet') || args.includes('-q'));
  const program = journeyProgram(telling(terminal, notice), !isJson);
  try {
    await program.parseAsync(args, { from: 'user' });
    notice.end();
    return EXIT.ok;
  } catch (error) {
    const report = withWayToLogIn(reportOf(error, isJson), error, args, terminal);
    writeReport(
      isJson ? { ...report, fields: { ...ledgerOf(notice), ...report.fields } } : report,
      error,
      args,
      terminal,
    );
    return report.exitCode;
  }
}

function telling(terminal: Terminal, notice: LedgerNotice): Terminal {
  const { out, err, in: input, env } = terminal;
  return {
    ...{ out, err, in: input, env },
    now: () => terminal.now(),
    onInterrupt: (listener) => terminal.onInterrupt?.(listener) ?? (() => undefined),
    tellLedger: (name) => notice.tell(name),
  };
}

/** The server tells how a program sends its key; a person here sets a variable. */
function withWayToLogIn(report: Report, error: unknown, args: readonly string[], { env }: Terminal): Report {
  // Asked first, since help and wrong usage need nothing of the client, which naming its class would load.
  if (report.exitCode !== EXIT.refused) return report;
  if (!(error instanceof LedgerProblem) || error.status !== 401) return report;
  const isSent = [env.LEDGER_API_KEY, env.LEDGER_TOKEN].some((text) => (text ?? '') !== '');
  if (isSent || args.some((arg) => arg.startsWith('--api-key'))) return report;
  const way = 'For this command set LEDGER_API_KEY, or LEDGER_TOKEN for an access token.';
  return { ...report, message: `${report.message} ${way}` };
}

function ledgerOf({ ledger }: LedgerNotice): { readonly ledger?: string } {
  return defined({ ledger });
}

function writeReport(report: Report, error: unknown, args: readonly string[], terminal: Terminal): void {
  const { err } = terminal;
  const red = paletteFor(err, terminal.env).red;
  if (args.includes('--verbose')) err.write(`${inspect(error)}\n`);
  if (report.message === '') return;
  if (args.includes('--json')) {
    err.write(`${JSON.stringify({ code: report.code, message: report.message, ...report.fields })}\n`);
    return;
  }
  const code = report.code === 'CLI' || report.code === 'UNEXPECTED' ? '' : ` (${report.code})`;
  err.write(`${red('journey:')} ${printable(report.message)}${code}\n`);
  for (const line of problemLines(report.fields, report.message)) err.write(`  ${line}\n`);
}
