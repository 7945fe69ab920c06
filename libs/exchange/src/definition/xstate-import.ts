import { isDeepStrictEqual } from 'node:util';
import { ABORT_TIMEOUT_STATE, compileContextSchema, isoDuration, parseDuration } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { type JsonObject, type MachineProblem, MachineReading } from './machine-reading';
import { at, MachineTargets } from './machine-targets';
import { definitionMembers, metaAt, type ReadLists, readLists, readTransition } from './machine-transitions';
import { ownTransitions } from './own-transitions';
import { MACHINE_MEMBERS, REFUSED_TYPES, STATE_MEMBERS } from './xstate-members';
import { MAPPING } from './xstate-machine';

export type XStateImport =
  | {
      readonly ok: true;
      /** The definition document; whether it may be published, `checkDefinition` says. */
      readonly document: JsonObject;
      /** JSON Pointers to annotations of the machine that a definition has no place for. */
      readonly leftOut: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly MachineProblem[] };

/** A machine config of XState 5, as parsed JSON, as a definition that takes the same events to the same states. */
export function definitionOfMachine(machine: unknown, given: { readonly id?: string } = {}): XStateImport {
  const reading = new MachineReading();
  const document = documentOf(machine, given, reading);
  return document === undefined || reading.problems.length > 0
    ? { ok: false, problems: reading.problems }
    : { ok: true, document, leftOut: reading.leftOut };
}

function documentOf(
  machine: unknown,
  given: { readonly id?: string },
  reading: MachineReading,
): JsonObject | undefined {
  const root = reading.objectAt(machine, '', 'A machine');
  if (root === undefined) return undefined;
  reading.members(root, '', 'A machine', MACHINE_MEMBERS);
  refuseType(root['type'], '/type', reading);
  const states = reading.objectAt(root['states'], '/states', '"states"');
  if (states === undefined) return undefined;

  const ownId = reading.textAt(root['id'], '/id');
  const targets = new MachineTargets(ownId, states, reading);
  const shared = readLists(root['on'], { path: '/on' }, targets, reading);
  const meta = metaAt(root['meta'], '/meta', reading);
  const anyState = ownTransitions(shared, undefined, reading);
  return defined({
    id: given.id ?? ownId ?? noId(root['id'], reading),
    version: versionOf(root['version'], reading),
    title: reading.textAt(root['description'], '/description'),
    initial: initialOf(root['initial'], reading),
    states: Object.fromEntries(
      Object.entries(states).flatMap(([stateId, node]) => {
        const state = stateOf(stateId, node, { shared, targets, reading });
        return state === undefined ? [] : [[stateId, state] as const];
      }),
    ),
    anyState: anyState.length === 0 ? undefined : { transitions: anyState },
    ...definitionMembers(meta),
    context: contextOf(root['context'], meta['context'], reading),
  });
}

/** An id that is not a text has been refused where it was read. */
function noId(id: unknown, reading: MachineReading): undefined {
  return id === undefined ? reading.refuse('/id', 'The machine has no id; name the definition.') : undefined;
}

interface Surroundings {
  readonly shared: ReadLists;
  readonly targets: MachineTargets;
  readonly reading: MachineReading;
}

/** Undefined for `ABORT_TIMEOUT` where an export has added it. */
function stateOf(stateId: string, value: unknown, { shared, targets, reading }: Surroundings): JsonObject | undefined {
  const path = at('/states', stateId);
  const node = reading.objectAt(value, path, 'A state');
  if (node === undefined) return undefined;
  reading.members(node, path, 'A state', STATE_MEMBERS);
  refuseType(node['type'], at(path, 'type'), reading);
  const meta = metaAt(node['meta'], at(path, 'meta'), reading);
  if (stateId === ABORT_TIMEOUT_STATE && meta[MAPPING.implied] === true) return undefined;

  const title = reading.textAt(node['description'], at(path, 'description'));
  const own = readLists(node['on'], { path: at(path, 'on'), from: stateId }, targets, reading);
  const timeout = timeoutOf(stateId, node['after'], targets, reading);
  if (node['type'] === 'final') {
    const ways = [...(own.size > 0 ? ['on'] : []), ...(timeout === undefined ? [] : ['after'])];
    for (const way of ways) reading.refuse(at(path, way), 'A final state is never left; remove this, or the type.');
    return defined({ title, final: true, ...definitionMembers(meta) });
  }
  const transitions = ownTransitions(own, { stateId, shared }, reading);
  return defined({
    title,
    timeout,
    transitions: transitions.length === 0 ? undefined : transitions,
    ...definitionMembers(meta),
  });
}

function timeoutOf(stateId: string, after: unknown, targets: MachineTargets, reading: MachineReading): unknown {
  const path = at('/states', stateId, 'after');
  const [first, second] = after === undefined ? [] : Object.entries(reading.objectAt(after, path, '"after"') ?? {});
  if (first === undefined) return undefined;
  if (second !== undefined) return reading.refuse(path, 'A state of a definition has one timeout; keep one delay.');
  const [ms, value] = first;
  const place = { path: at(path, ms), from: stateId };
  if (!/^\d+$/.test(ms)) {
    return reading.refuse(place.path, `The delay ${JSON.stringify(ms)} is a name; write it in milliseconds.`);
  }
  const [only, another] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (another !== undefined) return reading.refuse(place.path, 'A timeout of a definition has one target; keep one.');
  const transition = readTransition(only, place, targets, reading);
  if (transition === undefined) return undefined;
  const { target, guard, meta } = transition;
  if (guard !== undefined) return reading.refuse(at(place.path, 'guard'), 'A timeout of a definition has no guard.');
  if (target === undefined) return reading.refuse(place.path, 'A timeout needs a target.');
  return defined({
    after: durationOf(Number(ms), meta[MAPPING.after]),
    target: meta[MAPPING.implied] === true && target === ABORT_TIMEOUT_STATE ? undefined : target,
    ...definitionMembers(meta),
  });
}

/** The duration that was exported, unless the delay was changed since. */
function durationOf(ms: number, exported: unknown): string {
  const duration = parseDuration(exported);
  return typeof exported === 'string' && duration.ok && duration.ms === ms ? exported : isoDuration(ms);
}

/** The exported schema; without one, a schema of the values as defaults. */
function contextOf(context: unknown, schema: unknown, reading: MachineReading): unknown {
  const values = context === undefined ? {} : (reading.objectAt(context, '/context', '"context"') ?? {});
  if (schema === undefined) {
    const properties = Object.entries(values).map(([name, value]) => [name, propertyOf(value)] as const);
    return properties.length === 0 ? undefined : { type: 'object', properties: Object.fromEntries(properties) };
  }
  const described = reading.objectAt(schema, '/meta/journey/context', 'The schema of the context');
  const compiled = described && compileContextSchema(described, 'The machine', 'kept');
  // The check of the definition says what is wrong with a schema.
  if (compiled?.ok !== true || isDeepStrictEqual({ ...compiled.schema.defaults }, values)) return schema;
  return reading.refuse(
    '/context',
    'The context differs from the defaults of /meta/journey/context; change them there too.',
  );
}

function propertyOf(value: unknown): JsonObject {
  const type = Array.isArray(value) ? 'array' : typeof value;
  return value === null ? { default: value } : { type, default: value };
}

function initialOf(initial: unknown, reading: MachineReading): string | undefined {
  if (typeof initial === 'string') return initial;
  const { target } = typeof initial === 'object' && initial !== null ? (initial as JsonObject) : {};
  return typeof target === 'string' ? target : reading.refuse('/initial', 'The machine must name its initial state.');
}

/** A version that is a whole number; others are left out, and the definition is version 1. */
function versionOf(version: unknown, reading: MachineReading): number {
  if (typeof version === 'string' && /^[1-9]\d{0,9}$/.test(version)) return Number(version);
  if (version !== undefined) reading.leftOut.push('/version');
  return 1;
}

function refuseType(type: unknown, path: string, reading: MachineReading): void {
  const isRoot = path === '/type';
  const taken = isRoot ? ['compound'] : ['atomic', 'final'];
  if (type === undefined || taken.includes(type as string)) return;
  const known = typeof type === 'string' && Object.hasOwn(REFUSED_TYPES, type) ? REFUSED_TYPES[type] : undefined;
  reading.refuse(path, known ?? `The type must be ${taken.map((one) => JSON.stringify(one)).join(' or ')}.`);
}
