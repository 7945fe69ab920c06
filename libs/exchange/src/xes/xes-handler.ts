import { JOURNEY_RESTARTED, JOURNEY_STARTED } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { fromXmlName } from '../export/xml-text';
import { LogUnreadableError, type LogAttributes, type LogItem, type LogValue } from '../log-event';
import { instantReader } from '../time/instant';
import { LEDGER } from './ledger-extension';
import { COMPLETE, CONCEPT_NAME, isStandardAttribute, LIFECYCLE, RESOURCE, TIMESTAMP } from './standard-keys';
import type { XesMapping } from './xes-mapping';

const TYPED = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);
const NESTING = new Set([...TYPED, 'list', 'container', 'values']);
/** Elements of OCEL 2.0 in XML, whose root is `<log>` too. */
const OCEL_ELEMENTS = new Set(['object-types', 'event-types', 'objects', 'events']);

/** An attribute as it is written, and what that means. */
interface Attribute {
  readonly type: string;
  readonly text: string;
}
type Attributes = Map<string, Attribute>;

/** A number that a double cannot hold keeps its text: XES's `int` has 64 bits. */
function valueOf({ type, text }: Attribute): LogValue {
  if (type === 'boolean') return text === 'true' || text === '1';
  if (type !== 'int' && type !== 'float') return text;
  const number = Number(text);
  if (!Number.isFinite(number) || text.trim() === '') return text;
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}

function valuesOf(attributes: Attributes): LogAttributes {
  const values = Object.create(null) as Record<string, LogValue>;
  for (const [key, attribute] of attributes) values[key] = valueOf(attribute);
  return { ...values };
}

/** Collects traces' events while a parser walks the document. */
export class XesHandler {
  readonly ready: LogItem[] = [];
  private trace: Attributes | undefined;
  private event: Attributes | undefined;
  /** Depth inside an attribute: nested attributes belong to it and not to the event. */
  private nested = 0;
  private sawLog = false;
  private events = 0;
  private unnamedTraces = 0;
  private readonly instantOf = instantReader({});
  private readonly keys: Required<Omit<XesMapping, 'context'>>;

  constructor(private readonly mapping: XesMapping) {
    this.keys = {
      caseId: mapping.caseId ?? CONCEPT_NAME,
      activity: mapping.activity ?? CONCEPT_NAME,
      occurredAt: mapping.occurredAt ?? TIMESTAMP,
      resource: mapping.resource ?? RESOURCE,
      channel: mapping.channel ?? LEDGER.channel,
      customerId: mapping.customerId ?? LEDGER.customerId,
    };
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'log') this.sawLog = true;
    else if (!this.sawLog) {
      throw new LogUnreadableError(`The file begins with <${name}>; an XES log begins with <log>.`);
    } else if (OCEL_ELEMENTS.has(name)) {
      throw new LogUnreadableError('The file is an OCEL 2.0 log in XML, not XES; convert it to OCEL 2.0 in JSON.');
    } else if (name === 'trace') this.trace = new Map();
    else if (name === 'event') this.event = new Map();
    else if (NESTING.has(name)) this.openAttribute(name, attributes);
  }

  close(name: string): void {
    if (name === 'event') this.finishEvent();
    else if (name === 'trace') this.trace = undefined;
    else if (NESTING.has(name)) this.nested -= 1;
  }

  end(): void {
    if (!this.sawLog) throw new LogUnreadableError('The file holds no <log> element; an XES log is one.');
  }

  private openAttribute(type: string, { key, value }: Record<string, string>): void {
    this.nested += 1;
    const owner = this.event ?? this.trace;
    if (this.nested === 1 && TYPED.has(type) && owner && key !== undefined && value !== undefined) {
      owner.set(key, { type, text: value });
    }
  }

  private finishEvent(): void {
    const event: Attributes = this.event ?? new Map<string, Attribute>();
    this.event = undefined;
    this.events += 1;
    this.ready.push(this.itemOf(event, this.trace, this.events));
  }

  private itemOf(event: Attributes, trace: Attributes | undefined, place: number): LogItem {
    const refused = (code: 'EVENT_INCOMPLETE' | 'TIME_UNREADABLE', reason: string, caseId?: string): LogItem => ({
      refusal: defined({ place, caseId, code, reason }),
    });
    if (!trace)
      return refused('EVENT_INCOMPLETE', `Event ${place} of the log stands outside a trace, which names its case.`);
    const { caseId: caseKey, activity: activityKey, occurredAt: timeKey } = this.keys;
    // XES allows a trace without a name; its number in the file names it.
    if (!trace.has(caseKey)) trace.set(caseKey, { type: 'string', text: `trace-${(this.unnamedTraces += 1)}` });
    const caseId = trace.get(caseKey)?.text ?? '';
    const stateId = activityKey === CONCEPT_NAME ? event.get(LEDGER.state)?.text : undefined;
    const activity = stateId ?? event.get(activityKey)?.text ?? '';
    const time = event.get(timeKey)?.text;
    if (activity === '' || time === undefined) {
      const missing = time === undefined ? timeKey : activityKey;
      return refused('EVENT_INCOMPLETE', `Event ${place} of the log has no ${missing}; every event needs one.`, caseId);
    }
    const instant = this.instantOf(time);
    if (instant === undefined) {
      const reason = `${timeKey} of event ${place} reads ${JSON.stringify(time)}; it should be an ISO 8601 time.`;
      return refused('TIME_UNREADABLE', reason, caseId);
    }
    return {
      event: defined({
        caseId,
        activity,
        isStateId: stateId === undefined ? undefined : (true as const),
        occurredAt: instant.at,
        clock: instant.clock,
        resource: this.resourceOf(event),
        channel: (event.get(this.keys.channel) ?? trace.get(this.keys.channel))?.text,
        customerId: (event.get(this.keys.customerId) ?? trace.get(this.keys.customerId))?.text,
        lifecycle: isLedgerEvent(event) ? undefined : event.get(LIFECYCLE)?.text,
        move: ledgerMove(event),
        attributes: this.attributesOf(event, isLedgerEvent(event)),
        caseAttributes: this.caseAttributesOf(trace, isLedgerEvent(event)),
        place,
      }),
    };
  }

  /** The ledger's own log may name who sent the command where the event names no resource; that is none of the log's. */
  private resourceOf(event: Attributes): string | undefined {
    const resource = event.get(this.keys.resource)?.text;
    return resource === event.get(LEDGER.subject)?.text ? undefined : resource;
  }

  private attributesOf(event: Attributes, isOurs: boolean): LogAttributes {
    const read = new Map(event);
    for (const key of [this.keys.activity, this.keys.occurredAt, this.keys.resource]) read.delete(key);
    // An event without a transition of its lifecycle is complete, and is exported so.
    if (read.get(LIFECYCLE)?.text.toLowerCase() === COMPLETE) read.delete(LIFECYCLE);
    return this.chosen(isOurs ? ledgerContext(read) : valuesOf(read));
  }

  private caseAttributesOf(trace: Attributes, isOurs: boolean): LogAttributes {
    const read = new Map(trace);
    read.delete(this.keys.caseId);
    return this.chosen(isOurs ? ledgerContext(read) : valuesOf(read));
  }

  private chosen(attributes: LogAttributes): LogAttributes {
    const { context } = this.mapping;
    if (context === undefined) return attributes;
    return Object.fromEntries(Object.entries(attributes).filter(([key]) => context.includes(key)));
  }
}

function isLedgerEvent(event: Attributes): boolean {
  return event.has(LEDGER.type);
}

function ledgerMove(event: Attributes): 'start' | 'restart' | undefined {
  const type = event.get(LEDGER.type)?.text;
  if (type === JOURNEY_STARTED) return 'start';
  return type === JOURNEY_RESTARTED ? 'restart' : undefined;
}

/** Of an event that the ledger wrote: what was the journey's context, under the names it had there. */
function ledgerContext(attributes: Attributes): LogAttributes {
  const own = Object.entries(valuesOf(attributes)).filter(([key]) => !key.includes(':') || isStandardAttribute(key));
  return Object.fromEntries(own.map(([key, value]) => [key.includes(':') ? key : fromXmlName(key), value]));
}
