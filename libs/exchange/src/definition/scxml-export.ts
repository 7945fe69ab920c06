import {
  ABORT_TIMEOUT_STATE,
  compileDefinition,
  type DefinitionDocument,
  drawnStates,
  parseDuration,
  type StateDefinition,
  transitionOptions,
} from '@ledger/journey';
import { xmlName, xmlValue } from '../export/xml-text';

const NAMESPACE = 'http://www.w3.org/2005/07/scxml';
/** Attributes for what SCXML has none for; a processor ignores them (SCXML 1.0, 3.2.1). */
const JOURNEY_NAMESPACE = 'urn:journey-ledger:scxml:1';

/**
 * A checked definition as State Chart XML (W3C SCXML 1.0). `anyState` is written out in each state. A transition is taken
 * by its event and by `to:<target>`; a timeout is a delayed event of its state.
 */
export function definitionScxml(document: DefinitionDocument): string {
  const defaults = compileDefinition(document).contextDefaults;
  const attributes = attributesOf({
    xmlns: NAMESPACE,
    'xmlns:journey': JOURNEY_NAMESPACE,
    version: '1.0',
    datamodel: 'cel',
    name: document.id,
    initial: xmlName(document.initial),
    'journey:version': String(document.version),
    'journey:title': document.title,
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<scxml${attributes}>`,
    '  <datamodel>',
    `    <data id="context">${xmlValue(JSON.stringify(defaults))}</data>`,
    '  </datamodel>',
    ...[...drawnStates(document)].flatMap(([stateId, state]) => stateLines(document, stateId, state)),
    '</scxml>',
    '',
  ].join('\n');
}

function stateLines(document: DefinitionDocument, stateId: string, state: StateDefinition): readonly string[] {
  const id = xmlName(stateId);
  const more = { 'journey:title': state.title, 'journey:escalation': state.escalation };
  if (state.final === true) return [`  <final${attributesOf({ id, ...more, 'journey:outcome': state.outcome })}/>`];
  const transitions = transitionOptions(document, stateId, state).map(({ target, event, guard, onConflict }) => {
    const events = [...(event === undefined ? [] : [eventName(event)]), `to:${eventName(target)}`].join(' ');
    const attributes = { event: events, cond: guard, target: xmlName(target), 'journey:onConflict': onConflict };
    return `    <transition${attributesOf(attributes)}/>`;
  });
  return [`  <state${attributesOf({ id, ...more })}>`, ...timeoutLines(stateId, state), ...transitions, '  </state>'];
}

function timeoutLines(stateId: string, { timeout }: StateDefinition): readonly string[] {
  if (timeout === undefined) return [];
  const event = `timeout:${eventName(stateId)}`;
  const duration = parseDuration(timeout.after);
  const delay = `${duration.ok ? duration.ms : 0}ms`;
  const transition = {
    event,
    target: xmlName(timeout.target ?? ABORT_TIMEOUT_STATE),
    'journey:after': timeout.after,
    'journey:escalation': timeout.escalation,
  };
  return [
    `    <onentry><send${attributesOf({ id: event, event, delay })}/></onentry>`,
    `    <onexit><cancel${attributesOf({ sendid: event })}/></onexit>`,
    `    <transition${attributesOf(transition)}/>`,
  ];
}

/** A name as one token of an event: after a point a processor takes the start of a name for the whole (3.12.1). */
function eventName(name: string): string {
  return xmlName(name).replaceAll('.', '_x002E_');
}

function attributesOf(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlValue(value)}"`))
    .join('');
}
