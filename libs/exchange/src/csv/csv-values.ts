import type { CsvColumn, CsvHeader } from './csv-header';
import { CsvMappingError } from './csv-mapping';
import type { ContextSource, CsvMapping, MissingValues, RowCondition, ValueSource } from './csv-mapping.types';

export type Row = readonly string[];
/** A value of a row; undefined where it is missing. */
export type RowValue = (row: Row) => string | undefined;

export class CsvValues {
  private readonly missing: ReadonlyMap<number, ReadonlySet<string>>;
  private readonly missingElsewhere: ReadonlySet<string>;

  constructor(
    private readonly header: CsvHeader,
    { missing = [] }: Pick<CsvMapping, 'missing'>,
  ) {
    const byColumn: Readonly<Record<string, MissingValues>> =
      typeof missing === 'string' || Array.isArray(missing)
        ? { '*': missing as MissingValues }
        : (missing as Readonly<Record<string, MissingValues>>);
    const { '*': elsewhere = [], ...named } = byColumn;
    this.missingElsewhere = new Set(['', ...listed(elsewhere)]);
    this.missing = new Map(
      Object.entries(named).map(([name, values]) => [header.column(name).index, new Set(['', ...listed(values)])]),
    );
  }

  column(name: string): RowValue {
    return this.cell(this.header.column(name));
  }

  /** A value that is missing as soon as one of its columns is. */
  of(source: ValueSource): RowValue {
    if (typeof source === 'string') return this.column(source);
    if ('constant' in source) return () => source.constant;
    if ('column' in source) return this.column(source.column);
    const cells = source.columns.map((name) => this.column(name));
    const { join = ' ' } = source;
    return (row) => {
      const parts = cells.map((cell) => cell(row));
      return parts.includes(undefined) ? undefined : parts.join(join);
    };
  }

  optional(source: ValueSource | undefined): RowValue {
    return source === undefined ? () => undefined : this.of(source);
  }

  /** Values under the names that the context gets. */
  context(source: ContextSource = []): (row: Row) => Record<string, string> {
    const named = Array.isArray(source)
      ? (source as readonly string[]).map((name): [string, RowValue] => [name, this.column(name)])
      : Object.entries(source as Readonly<Record<string, ValueSource>>).map(([name, value]): [string, RowValue] => [
          name,
          this.of(value),
        ]);
    return (row) => {
      const values: Record<string, string> = {};
      for (const [name, value] of named) {
        const text = value(row);
        if (text !== undefined) values[name] = text;
      }
      return values;
    };
  }

  where(conditions: readonly RowCondition[] = []): (row: Row) => boolean {
    const tests = conditions.map(({ column, is, isNot }) => {
      const value = this.column(column);
      const wanted = new Set<string | undefined>(valuesOf(is === undefined ? isNot : is));
      return (row: Row): boolean => wanted.has(value(row)) === (is !== undefined);
    });
    return (row) => tests.every((test) => test(row));
  }

  private cell({ index }: CsvColumn): RowValue {
    const missing = this.missing.get(index) ?? this.missingElsewhere;
    return (row) => {
      const text = row[index];
      return text === undefined || missing.has(text) ? undefined : text;
    };
  }
}

function listed(values: MissingValues): readonly string[] {
  return typeof values === 'string' ? [values] : values;
}

function valuesOf(given: RowCondition['is']): (string | undefined)[] {
  const values = Array.isArray(given) ? (given as readonly (string | null)[]) : [given as string | null];
  return values.map((value) => value ?? undefined);
}

/** The columns of a value, for a sentence. */
export function sourceName(source: ValueSource): string {
  if (typeof source === 'string') return source;
  if ('constant' in source) return 'constant';
  return 'column' in source ? source.column : source.columns.join(' and ');
}

/** A mapping that passed the check names an activity and a time for each event. */
export function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new CsvMappingError(`The mapping lacks "${name}": name the column that holds it.`);
  return value;
}
