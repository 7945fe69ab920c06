import { resourceOf, type Context } from '@ledger/journey';
import {
  contextSetBy,
  contextUnsetBy,
  enteredState,
  envelopeOf,
  maskedIn,
  type ExportPages,
  type ExportRow,
} from './export-row';
import { activityOf } from '../naming/state-name';
import { LEDGER } from '../xes/ledger-extension';
import {
  COMPLETE,
  CONCEPT_NAME,
  isEventBound,
  isStandardAttribute,
  LIFECYCLE,
  RESOURCE,
  TIMESTAMP,
} from '../xes/standard-keys';
import { xmlName, xmlValue } from './xml-text';

/** IEEE 1849-2016, in the order its schema asks for; no namespace, since the schema has none. */
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Cost" prefix="cost" uri="http://www.xes-standard.org/cost.xesext"/>
  <extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
  <extension name="Ledger" prefix="ledger" uri="urn:journey-ledger:xes:1"/>
  <global scope="trace">
    <string key="concept:name" value="UNKNOWN"/>
    <string key="ledger:definition" value="UNKNOWN"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="UNKNOWN"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="ledger:type" value="UNKNOWN"/>
    <int key="ledger:revision" value="0"/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
  <classifier name="ActivityAndType" scope="event" keys="concept:name ledger:type"/>
  <string key="concept:name" value="Journey ledger"/>
`;

/**
 * A trace for each journey, an event for each state it entered: `concept:name` is the state, so the log's activities are
 * the definition's states; one that stands for an activity that is not a valid state id gives that activity, with its id
 * beside it. Events that move nothing, and refused attempts, are left out. What an event put into the context stands under
 * its own name where it is a plain value: keys of the standard extensions as they are, any other as `xmlName` writes it.
 */
export async function* xesLog(pages: ExportPages): AsyncGenerator<string> {
  yield HEAD;
  let open: string | undefined;
  let attributes = new EventAttributes();
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) {
      if (row.sessionId !== attributes.sessionId) attributes = new EventAttributes(row.sessionId);
      const set = attributes.after(row);
      const state = enteredState(row);
      if (state === undefined) continue;
      if (row.sessionId !== open) {
        text += (open === undefined ? '' : '  </trace>\n') + traceHead(row);
        open = row.sessionId;
      }
      text += eventElement(row, state, set);
    }
    if (text !== '') yield text;
  }
  yield `${open === undefined ? '' : '  </trace>\n'}</log>\n`;
}

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What each event of a journey says of itself. A stored patch has only what differs, and an import removes what the next
 * event does not say again: so an imported event also has what the events before it left.
 */
class EventAttributes {
  private readonly bound = new Map<string, unknown>();

  constructor(readonly sessionId?: string) {}

  after(row: ExportRow): Attributes {
    const set = contextSetBy(row);
    for (const key of contextUnsetBy(row)) this.bound.delete(key);
    for (const [key, value] of Object.entries(set)) if (isEventBound(key)) this.bound.set(key, value);
    return envelopeOf(row).actorKind === 'import' ? { ...set, ...Object.fromEntries(this.bound) } : set;
  }
}

function traceHead(row: ExportRow): string {
  return (
    '  <trace>\n' +
    element(4, 'string', CONCEPT_NAME, row.sessionId) +
    element(4, 'string', LEDGER.definition, row.definitionId ?? 'UNKNOWN') +
    (row.definitionVersion === null ? '' : element(4, 'int', LEDGER.version, row.definitionVersion)) +
    (row.customerId === null ? '' : element(4, 'string', LEDGER.customerId, row.customerId))
  );
}

function eventElement(row: ExportRow, state: string, set: Attributes): string {
  const { actorKind, actorSubject, hash } = envelopeOf(row);
  const { [RESOURCE]: _resource, [LIFECYCLE]: lifecycle, ...context } = set;
  const activity = activityOf(state);
  const masked = maskedIn(row);
  const actor = { kind: actorKind, subject: actorSubject };
  const resource = resourceOf({ set, context: set as Context, actor });
  return (
    '    <event>\n' +
    element(6, 'string', CONCEPT_NAME, activity) +
    element(6, 'date', TIMESTAMP, row.occurredAt.replace(/Z$/, '+00:00')) +
    (resource === undefined ? '' : element(6, 'string', RESOURCE, resource)) +
    element(6, 'string', LIFECYCLE, typeof lifecycle === 'string' ? lifecycle : COMPLETE) +
    element(6, 'string', LEDGER.type, row.type) +
    (activity === state ? '' : element(6, 'string', LEDGER.state, state)) +
    element(6, 'int', LEDGER.revision, row.revision ?? 0) +
    element(6, 'string', LEDGER.actor, actorKind) +
    element(6, 'string', LEDGER.subject, actorSubject) +
    (row.channel === null ? '' : element(6, 'string', LEDGER.channel, row.channel)) +
    element(6, 'string', LEDGER.hash, hash) +
    (masked === null ? '' : element(6, 'string', LEDGER.masked, masked)) +
    Object.entries(context).map(contextElement).join('') +
    '    </event>\n'
  );
}

function contextElement([name, value]: [string, unknown]): string {
  const key = isStandardAttribute(name) ? name : xmlName(name);
  switch (typeof value) {
    case 'string':
      return element(6, 'string', key, value);
    case 'boolean':
      return element(6, 'boolean', key, String(value));
    case 'number':
      return element(6, Number.isSafeInteger(value) ? 'int' : 'float', key, value);
    default:
      return '';
  }
}

function element(indent: number, type: string, key: string, value: string | number): string {
  return `${' '.repeat(indent)}<${type} key="${key}" value="${xmlValue(String(value))}"/>\n`;
}
