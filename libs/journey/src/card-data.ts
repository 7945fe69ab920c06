import type { ContextValue } from './context';

/** Prefixes of card numbers with the same count of digits, first and last, and the lengths that cards under them have. */
type Issuer = readonly [first: number, last: number, lengths: readonly number[]];

/** Issuer identification numbers (ISO/IEC 7812) of the networks, with the lengths that these use for their cards. */
const ISSUERS: readonly Issuer[] = [
  // Visa
  [4, 4, [16, 19]],
  // Mastercard
  [51, 55, [16]],
  [2221, 2720, [16]],
  // American Express
  [34, 34, [15]],
  [37, 37, [15]],
  // Diners Club
  [300, 305, [14, 16]],
  [3095, 3095, [14, 16]],
  [36, 36, [14, 16]],
  [38, 39, [14, 16]],
  // Discover
  [6011, 6011, [16, 19]],
  [644, 659, [16, 19]],
  // JCB
  [3528, 3589, [16, 19]],
  // UnionPay
  [62, 62, [16, 17, 18, 19]],
  // Maestro
  [5018, 5018, [16, 18, 19]],
  [5020, 5020, [16, 18, 19]],
  [5038, 5038, [16, 18, 19]],
  [5893, 5893, [16, 18, 19]],
  [6304, 6304, [16, 18, 19]],
  [6759, 6759, [16, 18, 19]],
  [6761, 6763, [16, 18, 19]],
  // RuPay
  [508, 508, [16]],
  [60, 60, [16]],
  [81, 82, [16]],
  // Mir
  [2200, 2204, [16, 17, 18, 19]],
  // Troy
  [9792, 9792, [16]],
];
const SHORTEST = 14;
const LONGEST = 19;

/** Names under which nothing may be stored after a payment is authorised (PCI DSS 4.0, requirement 3.3.1). */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  ...['cvv', 'cvv2', 'cvc', 'cvc2', 'pin', 'pinblock', 'track1', 'track2'],
]);

/** Digits in groups, as people write them. */
const DIGITS = /\d+(?:[ -]{1,3}\d+)*/g;

/** Most texts have none of this, and are not looked at further. */
const MANY_DIGITS = /\d(?:[ -]{0,3}\d){13}/;

/** Whether a text has the number of a payment card in it. One that begins with `+` is a telephone number. */
export function hasCardNumber(text: string): boolean {
  if (text.startsWith('+') || !MANY_DIGITS.test(text)) return false;
  return (text.match(DIGITS) ?? []).some(endsInCardNumber);
}

/** Looks at whole groups of digits that stand beside each other: no part of a longer group is a card number. */
function endsInCardNumber(run: string): boolean {
  const groups = run.split(/[ -]+/);
  return groups.some((group, first) => {
    let digits = group;
    for (let next = first + 1; digits.length <= LONGEST; next += 1) {
      if (isCardNumber(digits)) return true;
      const more = groups[next];
      if (more === undefined) return false;
      digits += more;
    }
    return false;
  });
}

function isCardNumber(digits: string): boolean {
  return digits.length >= SHORTEST && isIssued(digits) && passesLuhn(digits);
}

function isIssued(digits: string): boolean {
  return ISSUERS.some(([first, last, lengths]) => {
    const prefix = Number(digits.slice(0, String(first).length));
    return prefix >= first && prefix <= last && lengths.includes(digits.length);
  });
}

/** ISO/IEC 7812-1, annex B: every second digit from the right counts twice. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits.at(-1 - place));
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** Where card data stands within a JSON value: names of members and places in lists, outermost first. */
export interface CardData {
  readonly path: readonly string[];
  readonly kind: 'number' | 'number-as-name' | 'code';
}

/**
 * Every card number in texts, numbers and names, and every value under a name such as `cvv` or `pin`. A `null` removes,
 * and stores nothing.
 */
export function* cardDataIn(value: ContextValue, path: readonly string[] = []): Generator<CardData> {
  if (typeof value === 'string') {
    if (hasCardNumber(value)) yield { path, kind: 'number' };
  } else if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && hasCardNumber(String(Math.abs(value)))) yield { path, kind: 'number' };
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, within] of Object.entries(value)) {
      const place = [...path, name];
      if (!Array.isArray(value)) {
        if (hasCardNumber(name)) yield { path, kind: 'number-as-name' };
        else if (within !== null && isForbiddenName(name)) yield { path: place, kind: 'code' };
      }
      yield* cardDataIn(within, place);
    }
  }
}

function isForbiddenName(name: string): boolean {
  return FORBIDDEN_NAMES.has(name.toLowerCase().replace(/[-_]/g, ''));
}
