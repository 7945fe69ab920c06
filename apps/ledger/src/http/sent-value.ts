const LONGEST_SHOWN = 60;

/** What a caller sent, as a message says it: `the text "12.50"`, `a text of 300 characters`, `an object`. */
export function sentValue(value: unknown): string {
  if (value === undefined) return 'none';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'string':
      if (value === '') return 'an empty text';
      return value.length > LONGEST_SHOWN
        ? `a text of ${value.length} characters`
        : `the text ${JSON.stringify(value)}`;
    case 'number':
      return `the number ${value}`;
    case 'boolean':
      return String(value);
    default:
      return 'an object';
  }
}
