/** How a field of a page stands in a query. What cannot be read counts as omitted: old links keep opening. */
export interface Codec<Value> {
  read(text: string): Value | undefined;
  write(value: Value): string;
}

/** Control characters and halves of characters, which no name of the ledger has. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;
const LONGEST = 2_000;

export const text: Codec<string> = {
  read: (written) =>
    written === '' || written.length > LONGEST || written.search(UNPRINTABLE) >= 0 ? undefined : written,
  // An address cannot have them, and what was pasted may.
  write: (value) => value.replace(UNPRINTABLE, ''),
};

export function count(least: number, most = Number.MAX_SAFE_INTEGER): Codec<number> {
  return {
    read: (written) => {
      const value = Number(written);
      return /^\d{1,16}$/.test(written) && value >= least && value <= most ? value : undefined;
    },
    write: String,
  };
}

export const flag: Codec<boolean> = {
  read: (written) => (written === 'true' ? true : written === 'false' ? false : undefined),
  write: String,
};

export const instant: Codec<string> = {
  read: (written) => {
    const time = Date.parse(written);
    const instantOf = Number.isNaN(time) ? '' : new Date(time).toISOString();
    // The ledger knows years of four digits.
    return /^\d{4}-/.test(instantOf) ? instantOf : undefined;
  },
  write: (value) => value,
};

export function oneOf<const Name extends string>(names: readonly Name[]): Codec<Name> {
  return { read: (written) => names.find((name) => name === written), write: (value) => value };
}
