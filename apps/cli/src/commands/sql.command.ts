import { stringify } from 'csv-stringify/sync';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { defined } from '@ledger/plain-data';
import { queryReadModels, ReadModelError, SqlRefusedError, type SqlAnswer } from '@ledger/projections';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { positiveNumber } from '../input/arguments';
import { tenantOption } from '../input/tenant-option';
import { table } from '../output/table';
import { sessionOf, type GlobalOptions } from '../session';
import type { Terminal } from '../terminal';

interface SqlOptions {
  readonly csv?: boolean;
  readonly timeLimit?: number;
  readonly personal?: boolean;
  readonly tenant?: string;
}

export function addSqlCommand(program: Command, terminal: Terminal): void {
  program
    .command('sql')
    .summary('ask the read models in SQL, read-only')
    .description(
      'Runs one query on the read models: those in PostgreSQL where DATABASE_URL names a database, else the file in the' +
        ' data folder, also while a server runs on it. Nothing can be written, and no other' +
        ' file be read. The views show one tenant. docs/reference/read-models.md lists' +
        ' tables and columns; without a query, their names are printed.',
    )
    .argument('[query]', 'one SELECT')
    .option('--csv', 'print CSV')
    .option('--personal', 'show personal data (x-personal), which is left out otherwise; of the file alone')
    .addOption(tenantOption())
    .option('--time-limit <seconds>', 'longest time that the query may take (default: 60)', positiveNumber)
    .addHelpText(
      'after',
      `
Examples:
  $ journey sql "select state_id, count(*) as journeys from journeys group by state_id"
  $ journey sql --csv "select * from timeline where type = 'ABORT_TIMEOUT'" > timeouts.csv`,
    )
    .action(async (text: string | undefined, _: SqlOptions, command: Command) => {
      const session = sessionOf<SqlOptions>(command, terminal);
      const { options } = session;
      const source = readModelsName(options.dataDir, terminal.env.DATABASE_URL);
      session.tellLedger(`read models in ${source}`);
      const answer = await ask(text, options, terminal.env.DATABASE_URL);
      if (options.csv === true) {
        terminal.out.write(
          stringify(
            answer.rows.map((row) => [...row]),
            { header: true, columns: [...answer.columns] },
          ),
        );
        return;
      }
      session.print(objectsOf(answer), () => `${tableOf(answer, session.width)}, read from ${source})`);
    });
}

/** A path, or the host and name of a database: never a password. */
function readModelsName(dataDir: string, url: string | undefined): string {
  if (url === undefined) return join(dataDir, 'read-models.db');
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

async function ask(
  text: string | undefined,
  { dataDir, timeLimit, personal, tenant }: SqlOptions & GlobalOptions,
  url: string | undefined,
): Promise<SqlAnswer> {
  const path = join(dataDir, 'read-models.db');
  if (url === undefined) {
    await stat(path).catch((cause: unknown) => {
      const hint = 'name the data folder with --data-dir or DATA_DIR';
      throw new CliFailure(EXIT.unreachable, `There are no read models at ${path}: ${hint}.`, { cause });
    });
  }
  try {
    return await queryReadModels(
      url === undefined ? { path } : { url },
      text,
      defined({ timeLimitMs: timeLimit === undefined ? undefined : timeLimit * 1_000, personal, tenant }),
    );
  } catch (error) {
    if (error instanceof SqlRefusedError) throw usageFailure(error.message, error);
    if (error instanceof ReadModelError) throw new CliFailure(EXIT.unreachable, error.message, { cause: error });
    throw error;
  }
}

function objectsOf({ columns, rows }: SqlAnswer): readonly object[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

function tableOf({ columns, rows }: SqlAnswer, width: number | undefined): string {
  const layout = width === undefined ? {} : { width };
  const shown = columns.map((title, index) => ({
    title,
    value: (row: SqlAnswer['rows'][number]) => textOf(row[index]),
    align: rows.every((row) => row[index] === null || typeof row[index] === 'number')
      ? ('right' as const)
      : ('left' as const),
    shrinks: true,
  }));
  return `${table(rows, shown, layout)}\n(${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
