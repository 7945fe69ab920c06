import type { Operation } from '../../support/api-document';

/** The values of one name for one call: of the caller's tenant, of the other tenant alone, and of none. */
export interface NamedId {
  readonly own: string;
  readonly far: string;
  readonly none: string;
}

/** What a name stands for, wherever a path, a query or a body has it. */
export const NAMES = [
  'session',
  'definition',
  'version',
  'state',
  'customer',
  'alias',
  'channel',
  'queue',
  'target',
  'policy',
  'resource',
  'property',
  'escalation',
  'operation',
  'sandbox',
  'key',
  'tenant',
  'text',
] as const;
export type Name = (typeof NAMES)[number];
export type NamedIds = Readonly<Record<Name, NamedId>>;

/** Parameters and members of bodies whose value names something of a tenant. */
const NAMED: Readonly<Record<string, Name>> = {
  sessionId: 'session',
  key: 'session',
  definitionId: 'definition',
  datastoreId: 'definition',
  id: 'definition',
  version: 'version',
  definitionVersion: 'version',
  compareVersion: 'version',
  toVersion: 'version',
  state: 'state',
  stateId: 'state',
  targetStateId: 'state',
  endState: 'state',
  states: 'state',
  customerId: 'customer',
  alias: 'alias',
  aliases: 'alias',
  channel: 'channel',
  queue: 'queue',
  target: 'target',
  policy: 'policy',
  resource: 'resource',
  context: 'property',
  groupBy: 'property',
  escalationId: 'escalation',
  operationId: 'operation',
  sandboxId: 'sandbox',
  keyId: 'key',
  tenant: 'tenant',
  q: 'text',
  path: 'state',
  reached: 'state',
  subject: 'resource',
};

const DIFF: Readonly<Record<string, Name>> = { from: 'version', to: 'version' };

/** Parameters whose values are the same for all tenants, or say how and not of what. */
const NAMES_NOTHING: ReadonlySet<string> = new Set(
  [
    // Times, revisions and positions: those of one ledger are the same numbers for all.
    'from to since knownAt asOf asOccurred asOfRevision dueBy enteredBefore startedFrom startedBefore refusedAfter after',
    'atLeast expectedRevision overrideRevision position',
    // How it is answered.
    'limit cursor sort total fields format bom formulas groupLimit excludeInitial interval timeZone digest sample hash',
    // Words of the API.
    'status outcome kind type category overdue refusalCode reason slowerThan mode disorder problem name route',
    // How it is done.
    'preview grace confirmAborting commandId',
  ].flatMap((line) => line.split(' ')),
);

/** A value as a parameter of the query has it. */
export function queryValue(parameter: string, id: string): string {
  if (parameter === 'context') return `${id}=x`;
  return parameter === 'groupBy' ? `context.${id}` : id;
}

/** What a parameter names, if it names anything. */
export function nameOf(template: string, parameter: string): Name | undefined {
  return (template.endsWith('/diff') ? DIFF[parameter] : undefined) ?? NAMED[parameter];
}

/** Whether it is said above what this parameter is. */
export function isKnownParameter(template: string, parameter: string): boolean {
  return nameOf(template, parameter) !== undefined || NAMES_NOTHING.has(parameter);
}

/** Members that some bodies take beside those of the example. */
const MORE: Readonly<Record<string, object>> = {
  'POST /v1/journeys': { customerId: '', aliases: [''], definitionVersion: 1 },
  'POST /v1/flow/ensure': { customerId: '', definitionVersion: 1 },
  'POST /v1/operations': { filter: { definitionId: '', state: '', customerId: '', channel: '', stuck: 'any' } },
  'POST /v1/journeys/{sessionId}/dry-run': { channel: '' },
};

const LINES: readonly object[] = [
  { command: 'start', sessionId: '', definitionId: '', customerId: '', aliases: [''] },
  { command: 'transition', sessionId: '', targetStateId: '' },
  { command: 'context', sessionId: '', context: { note: 'x' } },
  { command: 'channel', sessionId: '', channel: '' },
  { command: 'addAlias', sessionId: '', alias: '' },
  { command: 'removeAlias', sessionId: '', alias: '' },
  { command: 'deadline', sessionId: '', deadline: '2026-11-02T10:00:00Z', reason: 'x' },
  { command: 'restart', sessionId: '', reason: 'x' },
];

/** Definitions are examples as a whole: what they are called is theirs alone. */
const isDefinition = (value: object): boolean => 'initial' in value && 'states' in value;

/** Body of a call as the document's example gives it, with these ids in place of the example's. */
export function bodyOf(name: string, operation: Operation, idOf: (of: Name) => string): unknown {
  const media = Object.entries(operation.requestBody?.content ?? {})[0]?.[1];
  if (media === undefined) return undefined;
  if (name === 'POST /v1/commands') return LINES.map((line) => `${JSON.stringify(filled(line, idOf))}\n`).join('');
  const example = media.example ?? Object.values(media.examples ?? {})[0]?.value;
  return filled({ ...(example as object), ...MORE[name] }, idOf);
}

/** Which names the body of a call has. */
export function namesOfBody(name: string, operation: Operation): readonly Name[] {
  const found = new Set<Name>();
  bodyOf(name, operation, (of) => (found.add(of), ''));
  return [...found];
}

function filled(value: unknown, idOf: (of: Name) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, idOf));
  if (typeof value !== 'object' || value === null) return value;
  if (isDefinition(value)) return { ...value, id: idOf('definition') };
  return Object.fromEntries(Object.entries(value).map(([member, given]) => [member, memberOf(member, given, idOf)]));
}

function memberOf(member: string, given: unknown, idOf: (of: Name) => string): unknown {
  const name = NAMED[member];
  if (name === undefined || (typeof given === 'object' && !Array.isArray(given))) return filled(given, idOf);
  if (Array.isArray(given)) return given.map(() => idOf(name));
  return typeof given === 'number' ? Number(idOf(name)) : idOf(name);
}
