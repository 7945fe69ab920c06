import {
  ABORT_TIMEOUT_STATE,
  compileDefinition,
  type DefinitionDocument,
  drawnStates,
  isoDuration,
  parseDuration,
  type StateDefinition,
  type TimeoutDefinition,
  type TransitionDefinition,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import {
  escapedKey,
  MAPPING,
  targetEvent,
  type XStateMachine,
  type XStateMeta,
  type XStateNode,
  type XStateTransition,
  type XStateTransitions,
} from './xstate-machine';

/** A transition in the list of an event. */
interface Listed {
  readonly transition: TransitionDefinition;
  readonly mapping: Readonly<Record<string, unknown>>;
}

type Lists = ReadonlyMap<string, readonly Listed[]>;

/** A checked definition as a machine config of XState 5: the same events lead from the same states to the same ones. */
export function xstateMachine(document: DefinitionDocument): XStateMachine {
  const { id, version, title, initial, states, anyState, ...others } = document;
  const shared = listsOf(
    anyState?.transitions ?? [],
    Object.values(states).flatMap(({ transitions = [] }) => transitions),
  );
  const defaults = compileDefinition(document).contextDefaults;
  const nodes = [...drawnStates(document)].map(([stateId, state]) => {
    const implied = Object.hasOwn(states, stateId) ? undefined : true;
    return [stateId, nodeOf(stateId, state, shared, { [MAPPING.implied]: implied })] as const;
  });
  return defined<XStateMachine>({
    id,
    version: String(version),
    description: title,
    initial,
    context: isEmpty(defaults) ? undefined : defaults,
    states: Object.fromEntries(nodes),
    on: onOf(shared, (listed) => transitionOf(listed, `.${escapedKey(listed.transition.target)}`)),
    meta: metaOf(others),
  });
}

function nodeOf(stateId: string, state: StateDefinition, shared: Lists, mapping: object): XStateNode {
  const { title, final, timeout, transitions = [], ...others } = state;
  const meta = metaOf({ ...others, ...mapping });
  if (final === true) return defined<XStateNode>({ description: title, type: 'final', meta });
  const own = listsOf(transitions);
  const on = { ...onOf(own, (listed) => siblingOf(listed, stateId)), ...endedLists(stateId, own, shared) };
  return defined<XStateNode>({
    description: title,
    on: isEmpty(on) ? undefined : on,
    after: timeout === undefined ? undefined : afterOf(stateId, timeout),
    meta,
  });
}

/** Transitions by event; by target if they have none, or if one that is tried before them may take their event. */
function listsOf(transitions: readonly TransitionDefinition[], before: readonly TransitionDefinition[] = []): Lists {
  const lists = new Map<string, Listed[]>();
  const add = (name: string, listed: Listed): void => {
    const list = lists.get(name);
    if (list) list.push(listed);
    else lists.set(name, [listed]);
  };
  const tried = new Map<string, Set<string>>();
  const see = ({ event, target }: TransitionDefinition): void => {
    if (event !== undefined) tried.set(event, (tried.get(event) ?? new Set()).add(target));
  };
  before.forEach(see);
  transitions.forEach((transition, order) => {
    const { event, target } = transition;
    add(event ?? targetEvent(target), { transition, mapping: { [MAPPING.order]: order } });
    const rivals = event === undefined ? [] : [...(tried.get(event) ?? [])];
    if (rivals.some((rival) => rival !== target)) {
      add(targetEvent(target), { transition, mapping: { [MAPPING.repeats]: event } });
    }
    see(transition);
  });
  return inOrder(lists);
}

/** The lists without the places of their transitions where they can be read from the lists. */
function inOrder(lists: Lists): Lists {
  // An object has its own order: names that are numbers come first.
  const listed = Object.values(Object.fromEntries(lists)).flat();
  const places = listed.flatMap(({ mapping }) => mapping[MAPPING.order] ?? []);
  if (!places.every((place, index) => place === index)) return lists;
  const withoutPlace = ({ transition, mapping }: Listed): Listed => ({
    transition,
    mapping: { ...mapping, [MAPPING.order]: undefined },
  });
  return new Map([...lists].map(([name, list]) => [name, list.map(withoutPlace)]));
}

/** `anyState` leads from no state to itself: where it would, the state has the rest of the list and ends the event. */
function endedLists(stateId: string, own: Lists, shared: Lists): XStateTransitions {
  const lists = [...shared]
    .filter(([, list]) => list.some(({ transition }) => transition.target === stateId))
    .map(([name, list]) => {
      const others = list.filter(({ transition }) => transition.target !== stateId);
      const rest = others.map(({ transition, mapping }) =>
        siblingOf({ transition, mapping: { ...mapping, [MAPPING.order]: undefined } }, stateId),
      );
      return [name, [...(own.get(name) ?? []).map((listed) => siblingOf(listed, stateId)), ...rest, {}]] as const;
    });
  return Object.fromEntries(lists);
}

function onOf(lists: Lists, write: (listed: Listed) => XStateTransition): XStateTransitions | undefined {
  if (lists.size === 0) return undefined;
  return Object.fromEntries([...lists].map(([name, list]) => [name, list.map(write)]));
}

function siblingOf(listed: Listed, from: string): XStateTransition {
  const { target } = listed.transition;
  return transitionOf(listed, escapedKey(target), target === from ? true : undefined);
}

function transitionOf({ transition, mapping }: Listed, to: string, reenter?: true): XStateTransition {
  const { target: _, event: __, guard, ...others } = transition;
  return defined<XStateTransition>({ target: to, guard, reenter, meta: metaOf({ ...others, ...mapping }) });
}

function afterOf(stateId: string, { after, target, ...others }: TimeoutDefinition): XStateNode['after'] {
  const duration = parseDuration(after);
  const ms = duration.ok ? duration.ms : 0;
  const to = target ?? ABORT_TIMEOUT_STATE;
  const mapping = {
    [MAPPING.after]: isoDuration(ms) === after ? undefined : after,
    [MAPPING.implied]: target === undefined ? true : undefined,
  };
  const reenter = to === stateId ? true : undefined;
  return {
    [ms]: defined<XStateTransition>({ target: escapedKey(to), reenter, meta: metaOf({ ...others, ...mapping }) }),
  };
}

function metaOf(members: object): XStateMeta | undefined {
  const journey = defined<Record<string, unknown>>({ ...members });
  return isEmpty(journey) ? undefined : { journey };
}

function isEmpty(members: object): boolean {
  return Object.keys(members).length === 0;
}
