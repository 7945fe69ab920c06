import type { InstantFormat } from '../instant';

/** Says which columns of a CSV file carry what the ledger needs; read from a JSON file. */
export interface CsvMapping {
  /** Column of the case key. */
  readonly caseId: string;
  /** Column of the state entered. */
  readonly activity: string;
  /** Column of the time, and how it is written; a name alone means ISO 8601. */
  readonly occurredAt: string | ({ readonly column: string } & InstantFormat);
  readonly channel?: string;
  readonly customerId?: string;
  readonly resource?: string;
  /** Columns kept in the context; none where absent. */
  readonly context?: readonly string[];
  /** One character. Default: comma. */
  readonly delimiter?: string;
  /** Text that stands for a missing value, such as `?`. The empty text always does. */
  readonly missing?: string;
}

const TEXT_FIELDS = ['caseId', 'activity', 'channel', 'customerId', 'resource', 'delimiter', 'missing'] as const;
const FIELDS = new Set<string>([...TEXT_FIELDS, 'occurredAt', 'context']);

/** A mapping that cannot be used, as a sentence. */
export class CsvMappingError extends Error {
  readonly code = 'MAPPING_INVALID';
  override readonly name = 'CsvMappingError';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkTime(time: unknown): void {
  if (typeof time === 'string') return;
  if (!isRecord(time) || typeof time['column'] !== 'string') {
    throw new CsvMappingError('The mapping\'s "occurredAt" should be a column name or { "column", "format", "zone" }.');
  }
}

/** Takes parsed JSON as a mapping; a `CsvMappingError` says what is missing or unknown. */
export function csvMapping(input: unknown): CsvMapping {
  if (!isRecord(input)) throw new CsvMappingError('The mapping should be a JSON object of column names.');
  const unknown = Object.keys(input).find((key) => !FIELDS.has(key));
  if (unknown !== undefined) {
    throw new CsvMappingError(
      `The mapping has no field ${JSON.stringify(unknown)}; it may have ${[...FIELDS].join(', ')}.`,
    );
  }
  for (const field of ['caseId', 'activity', 'occurredAt']) {
    if (input[field] === undefined)
      throw new CsvMappingError(`The mapping lacks "${field}": name the column that holds it.`);
  }
  for (const field of TEXT_FIELDS) {
    const value = input[field];
    if (value !== undefined && typeof value !== 'string')
      throw new CsvMappingError(`The mapping's "${field}" should be a text.`);
  }
  checkTime(input['occurredAt']);
  const context = input['context'];
  if (context !== undefined && !(Array.isArray(context) && context.every((column) => typeof column === 'string'))) {
    throw new CsvMappingError('The mapping\'s "context" should be a list of column names.');
  }
  return input as unknown as CsvMapping;
}
