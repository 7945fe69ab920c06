import { CsvMappingError } from '../csv/csv-mapping';

/** Which attributes of a log carry what the ledger needs (IEEE 1849-2016, standard extensions). */
export interface XesMapping {
  /** Default `concept:name`, of the trace. */
  readonly caseId?: string;
  /** Default `concept:name`, of the event. */
  readonly activity?: string;
  /** Default `time:timestamp`. */
  readonly occurredAt?: string;
  /** Default `org:resource`. */
  readonly resource?: string;
  /** Default `ledger:channel`. */
  readonly channel?: string;
  /** Default `ledger:customer`. */
  readonly customerId?: string;
  /** Attributes kept in the context. Default: all. */
  readonly context?: readonly string[];
}

const KEYS = ['caseId', 'activity', 'occurredAt', 'resource', 'channel', 'customerId'];

/** Takes parsed JSON as a mapping of an XES log; a `CsvMappingError` says what is wrong with it. */
export function xesMapping(input: unknown): XesMapping {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new CsvMappingError('The mapping should be a JSON object of attribute keys.');
  }
  for (const [name, value] of Object.entries(input as Record<string, unknown>)) {
    if (name === 'context') {
      if (Array.isArray(value) && value.every((key) => typeof key === 'string')) continue;
      throw new CsvMappingError('The mapping\'s "context" should be a list of attribute keys.');
    }
    if (!KEYS.includes(name)) {
      throw new CsvMappingError(
        `The mapping of an XES log has no field ${JSON.stringify(name)}; it may have ${KEYS.join(', ')}, context.`,
      );
    }
    if (typeof value !== 'string') throw new CsvMappingError(`The mapping's "${name}" should be an attribute's key.`);
  }
  return input;
}
