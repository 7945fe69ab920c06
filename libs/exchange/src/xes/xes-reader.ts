import { SaxesParser } from 'saxes';
import { JOURNEY_RESTARTED, JOURNEY_STARTED } from '@ledger/journey';
import { fromXmlName } from '../export/xml-text';
import { instantReader } from '../instant';
import { LEDGER } from './ledger-extension';
import { LogUnreadableError, type LogItem, type LogValue } from '../log-event';

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
}

const TYPED = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

type Attributes = Record<string, LogValue>;

function valueOf(type: string, text: string): LogValue {
  if (type === 'boolean') return text === 'true' || text === '1';
  if (type !== 'int' && type !== 'float') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function isLedgerEvent(event: Attributes): boolean {
  return event[LEDGER.type] !== undefined;
}

function ledgerMove(event: Attributes): { readonly move?: 'start' | 'restart' } {
  if (event[LEDGER.type] === JOURNEY_STARTED) return { move: 'start' };
  return event[LEDGER.type] === JOURNEY_RESTARTED ? { move: 'restart' } : {};
}

/** Of an event that the ledger wrote: what was the journey's context, under the names it had there. */
function contextOf(attributes: Attributes): Attributes {
  const own = Object.entries(attributes).filter(([key]) => !key.includes(':'));
  return Object.fromEntries(own.map(([key, value]) => [fromXmlName(key), value]));
}

/** Collects traces' events while a parser walks the document. */
class XesHandler {
  readonly ready: LogItem[] = [];
  private trace: Attributes | undefined;
  private event: Attributes | undefined;
  /** Depth inside an attribute: nested attributes belong to it and not to the event. */
  private nested = 0;
  private sawLog = false;
  private events = 0;
  private unnamedTraces = 0;
  private readonly instantOf = instantReader({});

  constructor(private readonly mapping: XesMapping) {}

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'log') this.sawLog = true;
    else if (!this.sawLog)
      throw new LogUnreadableError(`The file begins with <${name}>; an XES log begins with <log>.`);
    else if (name === 'trace') this.trace = Object.create(null) as Attributes;
    else if (name === 'event') this.event = Object.create(null) as Attributes;
    else if (TYPED.has(name)) {
      this.nested += 1;
      const owner = this.event ?? this.trace;
      const { key, value } = attributes;
      if (this.nested === 1 && owner && key !== undefined && value !== undefined) owner[key] = valueOf(name, value);
    } else if (name === 'list' || name === 'container' || name === 'values') this.nested += 1;
  }

  close(name: string): void {
    if (name === 'event') this.finishEvent();
    else if (name === 'trace') this.trace = undefined;
    else if (TYPED.has(name) || name === 'list' || name === 'container' || name === 'values') this.nested -= 1;
  }

  end(): void {
    if (!this.sawLog) throw new LogUnreadableError('The file holds no <log> element; an XES log is one.');
  }

  private finishEvent(): void {
    const event = this.event ?? {};
    this.event = undefined;
    this.events += 1;
    const place = this.events;
    const trace = this.trace;
    if (!trace) return;
    const caseKey = this.mapping.caseId ?? 'concept:name';
    // A trace without a name is lawful in XES; its number in the file names it.
    if (trace[caseKey] === undefined) trace[caseKey] = `trace-${(this.unnamedTraces += 1)}`;
    const caseId = String(trace[caseKey]);
    const activityKey = this.mapping.activity ?? 'concept:name';
    const timeKey = this.mapping.occurredAt ?? 'time:timestamp';
    const stateId = activityKey === 'concept:name' ? event[LEDGER.state] : undefined;
    const activity = stateId ?? event[activityKey];
    const time = event[timeKey];
    if (activity === undefined || activity === '' || time === undefined) {
      const missing = time === undefined ? timeKey : activityKey;
      this.ready.push({
        refusal: {
          place,
          caseId,
          code: 'EVENT_INCOMPLETE',
          reason: `Event ${place} of the log has no ${missing}; every event needs one.`,
        },
      });
      return;
    }
    const occurredAt = this.instantOf(String(time));
    if (occurredAt === undefined) {
      this.ready.push({
        refusal: {
          place,
          caseId,
          code: 'TIME_UNREADABLE',
          reason: `${timeKey} of event ${place} reads ${JSON.stringify(time)}; an ISO 8601 time is expected.`,
        },
      });
      return;
    }
    const resource = event[this.mapping.resource ?? 'org:resource'];
    const read = { ...event };
    for (const key of [activityKey, timeKey, this.mapping.resource ?? 'org:resource']) delete read[key];
    const { [caseKey]: _name, ...ofCase } = trace;
    // The ledger's own log names whoever acted where no one else is named; that is no resource of the log.
    const isNamed = resource !== undefined && resource !== event[LEDGER.subject];
    this.ready.push({
      event: {
        caseId,
        activity: String(activity),
        ...(stateId !== undefined && { isStateId: true as const }),
        occurredAt,
        ...(isNamed && { resource: String(resource) }),
        ...this.optional('channel', event, trace),
        ...this.optional('customerId', event, trace),
        ...ledgerMove(event),
        attributes: isLedgerEvent(event) ? contextOf(read) : read,
        caseAttributes: isLedgerEvent(event) ? contextOf(ofCase) : ofCase,
        place,
      },
    });
  }

  private optional(field: 'channel' | 'customerId', event: Attributes, trace: Attributes): { [field]?: string } {
    const key = this.mapping[field] ?? LEDGER[field];
    const value = key === undefined ? undefined : (event[key] ?? trace[key]);
    return value === undefined || value === null ? {} : { [field]: String(value) };
  }
}

/**
 * Reads an XES log as a stream: memory does not grow with the file. Lenient, as real logs need it: no schema is asked for, a
 * namespace is ignored, unknown elements are passed over. XML that is not well-formed is a `LogUnreadableError` that says where.
 */
export async function* readXes(chunks: AsyncIterable<Uint8Array>, mapping: XesMapping = {}): AsyncGenerator<LogItem> {
  const handler = new XesHandler(mapping);
  const parser = new SaxesParser({ xmlns: false });
  const failure: { error?: Error } = {};
  parser.on('opentag', (tag) => handler.open(tag.name, tag.attributes));
  parser.on('closetag', (tag) => handler.close(tag.name));
  parser.on('error', (error) => {
    failure.error ??= new LogUnreadableError(`The log is not well-formed XML: ${error.message}.`, { cause: error });
  });
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield* handler.ready.splice(0);
    if (failure.error) throw failure.error;
  }
  parser.write(decoder.decode()).close();
  if (failure.error) throw failure.error;
  handler.end();
  yield* handler.ready.splice(0);
}
