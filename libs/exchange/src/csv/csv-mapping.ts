import { NamedError } from '@ledger/plain-data';
import { isKnownEncoding } from '../input/decoded-text';
import { formatProblem, zoneProblem } from '../time/instant-format';
import type { CsvMapping } from './csv-mapping.types';

/** A mapping that cannot be used, as a sentence. */
export class CsvMappingError extends NamedError {
  readonly code = 'MAPPING_INVALID';
}

type Fields = Readonly<Record<string, unknown>>;
/** Checks a member of the mapping; `at` names it in messages. */
type Check = (value: unknown, at: string) => void;

/** Takes parsed JSON as a mapping; a `CsvMappingError` says what is missing, unknown or wrong. */
export function csvMapping(input: unknown): CsvMapping {
  if (!isRecord(input)) throw new CsvMappingError('The mapping should be a JSON object of column names.');
  checkMembers(input, 'The mapping', MAPPING);
  checkTimeFormat(input, 'The mapping');
  if (input['caseId'] === undefined) throw lacks('The mapping', 'caseId');
  if (input['events'] === undefined) {
    for (const field of ['activity', 'occurredAt']) if (input[field] === undefined) throw lacks('The mapping', field);
  } else if (input['activity'] !== undefined || input['occurredAt'] !== undefined) {
    throw new CsvMappingError(
      'The mapping has "events", so each of them names its own "activity" and "occurredAt", not the mapping.',
    );
  }
  return input as unknown as CsvMapping;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lacks(what: string, field: string): CsvMappingError {
  return new CsvMappingError(`${what} lacks "${field}": name the column that holds it.`);
}

function wrong(at: string, expected: string): CsvMappingError {
  return new CsvMappingError(`The mapping's "${at}" should be ${expected}.`);
}

function checkMembers(fields: Fields, what: string, checks: Readonly<Record<string, Check>>, path = ''): void {
  for (const [name, value] of Object.entries(fields)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) {
      const known = Object.keys(checks).join(', ');
      throw new CsvMappingError(`${what} has no field ${JSON.stringify(name)}; it may have ${known}.`);
    }
    if (value !== undefined) check(value, path === '' ? name : `${path}.${name}`);
  }
}

const text: Check = (value, at) => {
  if (typeof value !== 'string') throw wrong(at, 'a text');
};

const texts: Check = (value, at) => {
  if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string')) {
    throw wrong(at, 'a list of texts');
  }
};

const textOrTexts: Check = (value, at) => (typeof value === 'string' ? undefined : texts(value, at));

function exactlyOne(value: Fields, names: readonly string[], at: string): void {
  if (names.filter((name) => value[name] !== undefined).length !== 1) {
    throw wrong(at, `a column name or an object with one of ${names.join(', ')}`);
  }
}

const valueSource: Check = (value, at) => {
  if (typeof value === 'string') return;
  if (!isRecord(value)) throw wrong(at, 'a column name, or an object with "column", "columns" or "constant"');
  checkMembers(value, `The mapping's "${at}"`, { column: text, columns: texts, join: text, constant: text }, at);
  exactlyOne(value, ['column', 'columns', 'constant'], at);
};

const timeSource: Check = (value, at) => {
  if (typeof value === 'string') return;
  if (!isRecord(value)) throw wrong(at, 'a column name or { "column", "format", "zone" }');
  const members = { column: text, columns: texts, join: text, format: text, zone: text };
  checkMembers(value, `The mapping's "${at}"`, members, at);
  exactlyOne(value, ['column', 'columns'], at);
  checkTimeFormat(value, `The mapping's "${at}"`);
};

function checkTimeFormat({ format, zone }: Fields, what: string): void {
  const badFormat = typeof format === 'string' ? formatProblem(format) : undefined;
  if (badFormat !== undefined) throw new CsvMappingError(`${what}: the format ${JSON.stringify(format)} ${badFormat}`);
  const badZone = typeof zone === 'string' ? zoneProblem(zone) : undefined;
  if (badZone !== undefined) throw new CsvMappingError(`${what}: the zone ${JSON.stringify(zone)} ${badZone}`);
}

const contextSource: Check = (value, at) => {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return;
  if (!isRecord(value)) throw wrong(at, 'a list of column names, or an object of names and what they take');
  for (const [name, source] of Object.entries(value)) valueSource(source, `${at}.${name}`);
};

const conditionValues: Check = (value, at) => {
  const isValue = (item: unknown): boolean => item === null || typeof item === 'string';
  if (!isValue(value) && !(Array.isArray(value) && value.length > 0 && value.every(isValue))) {
    throw wrong(at, 'a text, null for a missing value, or a list of them');
  }
};

const conditions: Check = (value, at) => {
  if (!Array.isArray(value)) throw wrong(at, 'a list of { "column", "is" } or { "column", "isNot" }');
  value.forEach((condition: unknown, index) => {
    const place = `${at}[${index}]`;
    if (!isRecord(condition)) throw wrong(place, '{ "column", "is" } or { "column", "isNot" }');
    const members = { column: text, is: conditionValues, isNot: conditionValues };
    checkMembers(condition, `The mapping's "${place}"`, members, place);
    if (condition['column'] === undefined) throw lacks(`The mapping's "${place}"`, 'column');
    exactlyOne(condition, ['is', 'isNot'], place);
  });
};

const EVENT_FIELDS = {
  channel: valueSource,
  customerId: valueSource,
  resource: valueSource,
  context: contextSource,
  where: conditions,
};

const events: Check = (value, at) => {
  if (!Array.isArray(value) || value.length === 0) throw wrong(at, 'a list of events');
  value.forEach((event: unknown, index) => {
    const place = `${at}[${index}]`;
    if (!isRecord(event)) throw wrong(place, 'an object with "activity" and "occurredAt"');
    const members = { activity: valueSource, occurredAt: timeSource, ...EVENT_FIELDS };
    checkMembers(event, `The mapping's "${place}"`, members, place);
    for (const field of ['activity', 'occurredAt']) {
      if (event[field] === undefined) throw lacks(`The mapping's "${place}"`, field);
    }
  });
};

const missing: Check = (value, at) => {
  if (!isRecord(value)) textOrTexts(value, at);
  else for (const [column, given] of Object.entries(value)) textOrTexts(given, `${at}.${column}`);
};

const delimiter: Check = (value, at) => {
  if (typeof value !== 'string' || value.length !== 1) throw wrong(at, 'one character, such as ";"');
};

const encoding: Check = (value, at) => {
  if (typeof value !== 'string' || !isKnownEncoding(value)) {
    throw wrong(at, 'the name of an encoding, such as windows-1252 or utf-16le');
  }
};

const MAPPING = {
  caseId: valueSource,
  activity: valueSource,
  occurredAt: timeSource,
  events,
  ...EVENT_FIELDS,
  format: text,
  zone: text,
  delimiter,
  encoding,
  missing,
};
