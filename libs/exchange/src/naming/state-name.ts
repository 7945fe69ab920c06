import { STATE_ID_PATTERN } from '@ledger/journey';

const STATE_ID = new RegExp(STATE_ID_PATTERN, 'u');
const BEGINS = /[\p{L}\p{N}_]/u;
const INSIDE = /[\p{L}\p{N}_ .:/()&+'-]/u;
const ENDS = /[\p{L}\p{N}_.)+]/u;
/** What, behind an underscore, would make it read as the beginning of an escape. */
const LIKE_AN_ESCAPE = /^_x[0-9A-F]{4}/;
const ESCAPE = /_x([0-9A-F]{4}|[0-9A-F]{6})_/g;

/** Members that a definition may not have, and so no state names: they would reach for an object's prototype. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a definition may have a state of this name. */
export function isStateId(name: string): boolean {
  return STATE_ID.test(name) && !RESERVED.has(name);
}

/**
 * What a state id may not hold becomes `_xHHHH_`, as in SQL/XML (ISO/IEC 9075-14, 9.1): `-100` is `_x002D_100`.
 * Undefined where the result is longer than one may be.
 */
export function stateIdOf(activity: string): string | undefined {
  let id = '';
  let index = 0;
  for (const character of activity) {
    const place = index;
    index += character.length;
    const fits =
      (place === 0 ? BEGINS : INSIDE).test(character) &&
      (index < activity.length || ENDS.test(character)) &&
      (place > 0 || !RESERVED.has(activity));
    id += fits && !LIKE_AN_ESCAPE.test(activity.slice(place, place + 6)) ? character : escaped(character);
  }
  return isStateId(id) ? id : undefined;
}

/** The activity that `stateIdOf` was given; any other state id as it is. */
export function activityOf(stateId: string): string {
  return stateId.replace(ESCAPE, (text, digits: string) => {
    const codePoint = Number.parseInt(digits, 16);
    return codePoint > 0x10ffff ? text : String.fromCodePoint(codePoint);
  });
}

function escaped(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `_x${digits.padStart(digits.length > 4 ? 6 : 4, '0')}_`;
}
