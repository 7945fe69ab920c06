import type Database from 'libsql';
import { SqlRefusedError } from './single-select';

/**
 * Functions of SQLite that compute and nothing else. Those that are missing here read or write files, load code, or
 * show the database's pages: `writefile` with the name of the ledger would destroy it.
 */
const FUNCTIONS: ReadonlySet<string> = new Set(
  [
    // https://sqlite.org/lang_corefunc.html
    'abs changes char coalesce concat concat_ws format glob hex ifnull iif instr last_insert_rowid length like',
    'likelihood likely lower ltrim max min nullif octet_length printf quote random randomblob replace round rtrim sign',
    'soundex sqlite_source_id sqlite_version substr substring total_changes trim typeof unhex unicode unlikely upper',
    'zeroblob',
    // https://sqlite.org/lang_datefunc.html
    'current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch',
    // https://sqlite.org/lang_aggfunc.html and https://sqlite.org/windowfunctions.html
    'avg count group_concat string_agg sum total cume_dist dense_rank first_value lag last_value lead nth_value ntile',
    'percent_rank rank row_number',
    // https://sqlite.org/lang_mathfunc.html
    'acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power',
    'radians sin sinh sqrt tan tanh trunc',
    // https://sqlite.org/json1.html
    'json json_array json_array_length json_error_position json_extract json_group_array json_group_object json_insert',
    'json_object json_patch json_quote json_remove json_replace json_set json_type json_valid -> ->> jsonb jsonb_array',
    'jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove',
    'jsonb_replace jsonb_set',
    // Statistics and regular expressions, compiled into this build.
    'lower_quartile median mode regexp regexpi stdev upper_quartile variance',
  ].flatMap((line) => line.split(' ')),
);

/** Table-valued functions that read their arguments alone. */
const TABLES = ["json_each('[]')", "json_tree('[]')", 'generate_series(1, 1)'];

interface Step {
  readonly opcode: string;
  readonly p2: number;
  /** Its last operand as a text; null if it has none. */
  readonly p4: string | null;
}

/**
 * Throws `SqlRefusedError` unless the program into which SQLite compiles the query calls these functions alone, reads
 * no other virtual table, and writes nothing. The program names what a query calls however that is written: quoted, in
 * a view, or in a place that a reader of the text would not look at.
 */
export function assertReadOnly(database: Database.Database, query: string): void {
  const allowed = new Set(TABLES.flatMap((table) => virtualTables(programOf(database, `select * from ${table}`))));
  const program = programOf(database, query);
  for (const { opcode, p2, p4 } of program) {
    const [, name] = /^(.*)\(-?\d+\)$/s.exec(p4 ?? '') ?? [];
    if (/^(Function|PureFunc|Agg)/.test(opcode) && !FUNCTIONS.has(name ?? '')) {
      throw new SqlRefusedError(`The function ${name ?? 'of this query'} cannot be called here.`);
    }
    if (opcode === 'Transaction' && p2 !== 0) {
      throw new SqlRefusedError('Only queries can be run here; this statement writes.');
    }
  }
  if (virtualTables(program).every((table) => allowed.has(table))) return;
  throw new SqlRefusedError(
    'Of table-valued functions and virtual tables only json_each, json_tree and generate_series can be read here.',
  );
}

/** The program names a virtual table by its address, which is the same in all programs of a connection. */
function virtualTables(program: readonly Step[]): readonly string[] {
  return program.flatMap(({ opcode, p4 }) => (opcode === 'VOpen' ? [p4 ?? ''] : []));
}

function programOf(database: Database.Database, query: string): readonly Step[] {
  const steps = database.prepare(`explain ${query}`).raw(true).all() as [
    number,
    string,
    number,
    number,
    number,
    string,
  ][];
  return steps.map(([, opcode, , p2, , p4]) => ({ opcode, p2, p4 }));
}
