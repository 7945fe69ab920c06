/** How a field of a page stands in a query. What cannot be read counts as omitted: old links keep opening. */
export interface Codec<Value> {
  read(text: string): Value | undefined;
  write(value: Value): string;
}

/** The control characters, which no name of the ledger has. */
const CONTROL = /\p{Cc}/u;

export const text: Codec<string> = {
  read: (written) => (written === '' || written.length > 2_000 || CONTROL.test(written) ? undefined : written),
  write: (value) => value,
};

export const count: Codec<number> = {
  read: (written) => {
    const value = Number(written);
    return /^\d{1,16}$/.test(written) && Number.isSafeInteger(value) ? value : undefined;
  },
  write: String,
};

export const flag: Codec<boolean> = {
  read: (written) => (written === 'true' ? true : written === 'false' ? false : undefined),
  write: String,
};

export const instant: Codec<string> = {
  read: (written) => {
    const time = Date.parse(written);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
  },
  write: (value) => value,
};

export function oneOf<const Name extends string>(names: readonly Name[]): Codec<Name> {
  return { read: (written) => names.find((name) => name === written), write: (value) => value };
}
