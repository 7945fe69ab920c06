import { Type } from '@sinclair/typebox';
import {
  anyObject,
  component,
  count,
  hash,
  instant,
  list,
  object,
  stream,
  text,
  version,
} from '../openapi/schema-parts';

const ID = text('Id within the log.');
const RELATIONSHIPS = list(
  'Objects that it is related to.',
  object('A relationship.', { objectId: text('Id of the object.'), qualifier: text('Kind of the relationship.') }),
);
const NAME = text('Name of the attribute.');
const VALUE = text('Its value, as a text.');

const declared = (of: string) =>
  list(
    `The types of ${of}.`,
    object('A type.', {
      name: text('Name of the type.'),
      attributes: list('Its attributes.', object('An attribute.', { name: NAME, type: text('Always string.') })),
    }),
  );

export const OcelLog = component('OcelLog', 'An object-centric event log, OCEL 2.0.', {
  objects: list(
    'Sessions, customers, conversations and definitions.',
    object('An object.', {
      id: ID,
      type: text('session, customer, conversation or definition.'),
      attributes: Type.Optional(
        list('Its attributes.', object('An attribute.', { name: NAME, value: VALUE, time: instant('Since when.') })),
      ),
      relationships: Type.Optional(RELATIONSHIPS),
    }),
  ),
  events: list(
    'Every event, and every command that was refused or changed nothing.',
    object('An event.', {
      id: ID,
      type: text('The state that it entered, else its type in the ledger.'),
      time: instant('When it happened, business time.'),
      attributes: list('Its attributes.', object('An attribute.', { name: NAME, value: VALUE })),
      relationships: RELATIONSHIPS,
    }),
  ),
  eventTypes: declared('events'),
  objectTypes: declared('objects'),
});

const CloudEvent = component('CloudEvent', 'An event as CloudEvents 1.0.', {
  specversion: Type.Literal('1.0', { description: 'Version of CloudEvents.' }),
  id: text('Position of the event in the ledger: unique within source.'),
  source: text('urn:journey-ledger: and the tenant.'),
  type: text('io.journey-ledger. and the type of the event.'),
  subject: text('Key of the journey.'),
  time: instant('When it happened, business time.'),
  datacontenttype: Type.Literal('application/json', { description: 'Media type of data.' }),
  recordedtime: instant('When the ledger stored it.'),
  position: text('Its position in the ledger.'),
  revision: Type.Optional(count('Its revision in the journey’s stream.')),
  definitionid: Type.Optional(text('Definition of the journey.')),
  definitionversion: Type.Optional(version('Version of that definition.')),
  customerid: Type.Optional(text('The caller’s own id of the customer.')),
  channel: Type.Optional(text('Channel of the journey at that time.')),
  actorkind: text('caller, operator, saga or import.'),
  actorsubject: text('Who sent the command.'),
  commandid: Type.Optional(text('The commandId of the command.')),
  correlationid: Type.Optional(text('Trace id or request id of the request.')),
  causationid: Type.Optional(text('What caused the command.')),
  conversationid: Type.Optional(text('The platform’s id of the conversation.')),
  hash: hash('Hash of the event.'),
  previoushash: Type.Optional(hash('Hash of the event before it in its stream.')),
  data: anyObject('Payload of the event, as stored.'),
});

export const CloudEvents = stream('One CloudEvent on each line.', CloudEvent);
