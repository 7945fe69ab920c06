import { runCli } from '../support/cli';
import type { RunningLedger } from '../support/running-ledger';
import type { Said } from './situations';

/** Exit code, and the JSON that the command line prints last. */
export async function cliSaid(ledger: RunningLedger, args: readonly string[]): Promise<Said> {
  const { exitCode, out, err } = await runCli(ledger, [...args, '--json']);
  if (exitCode === 0) return { status: exitCode, headers: {}, text: out };
  const { code, ...facts } = JSON.parse(err.trimEnd().split('\n').at(-1) ?? '{}') as Readonly<Record<string, unknown>>;
  // What the command line says of itself has no code.
  return { status: exitCode, headers: {}, text: JSON.stringify(code === 'CLI' ? facts : { code, ...facts }) };
}

/** An option where there is a value for it. */
export function option(name: string, value: unknown): readonly string[] {
  return typeof value === 'string' || typeof value === 'number' ? [name, String(value)] : [];
}
