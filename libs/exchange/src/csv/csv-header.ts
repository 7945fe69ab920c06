import { CsvMappingError } from './csv-mapping';

/** The column that a name means: its place in a row, and the name for messages. */
export interface CsvColumn {
  readonly index: number;
  readonly name: string;
}

/** Finds columns by name, blanks around it aside. Of a name that stands several times, `Label#2` is the second. */
export class CsvHeader {
  constructor(private readonly names: readonly string[]) {}

  get width(): number {
    return this.names.length;
  }

  column(name: string): CsvColumn {
    const exact = this.places((one) => one === name);
    const found = exact.length > 0 ? exact : this.places((one) => one.trim() === name.trim());
    const [index] = found;
    if (index === undefined) return this.numbered(name);
    if (found.length > 1) {
      throw new CsvMappingError(
        `The file has ${found.length} columns named ${JSON.stringify(name)}; name one of them: ` +
          `${name}#1 is the first, ${name}#${found.length} the last.`,
      );
    }
    return { index, name };
  }

  private numbered(name: string): CsvColumn {
    const [, base, number] = /^(.+)#([1-9]\d*)$/s.exec(name) ?? [];
    const index = base === undefined ? undefined : this.places((one) => one.trim() === base.trim())[Number(number) - 1];
    if (index !== undefined) return { index, name };
    throw new CsvMappingError(`The file has no column ${JSON.stringify(name)}; it has ${this.shown()}.`);
  }

  private places(fits: (name: string) => boolean): number[] {
    return this.names.flatMap((name, index) => (fits(name) ? [index] : []));
  }

  private shown(): string {
    const [only] = this.names;
    const other = this.names.length === 1 ? [';', ',', '\t', '|'].find((one) => only?.includes(one)) : undefined;
    const names = this.names.join(', ').slice(0, 1_000);
    if (other === undefined) return names;
    return `${names}: it seems to be delimited by ${JSON.stringify(other)}, so give "delimiter": ${JSON.stringify(other)}`;
  }
}
