import {
  compileDefinition,
  decide,
  DEFINITION_PUBLISHED,
  effectiveDeadline,
  fold,
  isUpgrade,
  type CompiledDefinition,
  type DefinitionDocument,
  type DefinitionPublished,
  type JourneyCommand,
  type JourneyState,
} from '@ledger/journey';
import { journeyStates } from './golden-format';
import { historiesOf, readHistory, sets } from './recorded-sets';

const VERSION = 100;
const renamed = (stateId: string): string => (stateId === 'ABORT_TIMEOUT' ? stateId : `${stateId} of ${VERSION}`);

/** Every state has another name, and each context a property more. */
function successorOf(document: DefinitionDocument): CompiledDefinition {
  const transitionsOf = (transitions: DefinitionDocument['states'][string]['transitions'] = []) =>
    transitions.map(({ guard: _, ...option }) => ({ ...option, target: renamed(option.target) }));
  const states = Object.entries(document.states).map(([stateId, state]) => [
    renamed(stateId),
    {
      ...state,
      ...(state.transitions && { transitions: transitionsOf(state.transitions) }),
      ...(state.timeout && {
        timeout: { ...state.timeout, ...(state.timeout.target && { target: renamed(state.timeout.target) }) },
      }),
    },
  ]);
  const properties = { ...(document.context?.['properties'] as object), added: { type: 'string', default: 'here' } };
  return compileDefinition({
    ...document,
    version: VERSION,
    initial: renamed(document.initial),
    states: Object.fromEntries(states) as DefinitionDocument['states'],
    ...(document.anyState && { anyState: { transitions: transitionsOf(document.anyState.transitions) } }),
    context: { ...document.context, properties },
    upgrade: {
      when: 'resume',
      states: Object.fromEntries(
        Object.keys(document.states)
          .filter((stateId) => renamed(stateId) !== stateId)
          .map((stateId) => [stateId, renamed(stateId)]),
      ),
    },
  });
}

function after(state: JourneyState, definition: CompiledDefinition, migrateTo: CompiledDefinition): JourneyState {
  const common = {
    sessionId: 'golden',
    expectedRevision: state.revision,
    now: state.lastUpdatedAt,
    commandId: `to-${migrateTo.version}`,
  };
  const command: JourneyCommand = { type: 'MigrateJourney', ...common, toVersion: migrateTo.version, reason: 'golden' };
  const decision = decide(command, state, definition, { migrateTo });
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
  const events = decision.events.map((event) => ({
    ...event,
    revision: state.revision + 1n,
    occurredAt: state.lastUpdatedAt,
  }));
  return fold(events, state)!;
}

describe.each(sets)('the open journeys of the recorded histories, set %s', (set) => {
  const open = historiesOf(set).flatMap((name) => {
    const history = readHistory(set, name);
    const documents = history
      .filter(({ type }) => type === DEFINITION_PUBLISHED)
      .map(({ data }) => (JSON.parse(data) as DefinitionPublished).document);
    return [...journeyStates(history)].flatMap(([stream, state]) => {
      const document = documents.find(
        ({ id, version }) => id === state?.definitionId && version === state.definitionVersion,
      );
      if (state === undefined || document === undefined || compileDefinition(document).isFinal(state.stateId))
        return [];
      return [[`${name} ${stream}`, state, compileDefinition(document)] as const];
    });
  });

  it('are there', () => {
    expect(open.length).toBeGreaterThan(0);
  });

  it.each(open)('%s: comes over as the rule says, and back', (_, state, definition) => {
    const next = successorOf(definition.document);
    const there = after(state, definition, next);
    expect(there).toMatchObject({
      ...{ stateId: renamed(state.stateId), definitionVersion: VERSION, revision: state.revision + 1n },
      ...{ enteredAt: state.enteredAt, deadline: state.deadline, deadlinePolicy: state.deadlinePolicy },
      context: state.context,
    });
    expect(effectiveDeadline(there, next)).toEqual(effectiveDeadline(state, definition));
    for (const [stateId, count] of state.visits) {
      if (definition.hasState(stateId)) expect(there.visits.get(renamed(stateId))).toBe(count);
    }

    const back = after(there, next, definition);
    expect(back).toMatchObject({
      ...{ stateId: state.stateId, previousStateId: state.previousStateId, definitionVersion: definition.version },
      ...{ deadline: state.deadline, definitionHash: state.definitionHash, context: state.context },
    });
    for (const [stateId, count] of state.visits) expect(back.visits.get(stateId)).toBe(count);
  });

  it.each(open)(
    '%s: comes over before a command of its flow, with the property that was added',
    (_, state, definition) => {
      const next = successorOf(definition.document);
      const command = {
        type: 'ChangeChannel',
        sessionId: 'golden',
        channel: 'other',
        commandId: 'c',
        expectedRevision: state.revision,
        now: state.lastUpdatedAt,
      } as const;
      const decision = decide(command, state, { ...definition, upgradesTo: next });
      if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
      expect(decision.events.map(isUpgrade)).toEqual([true, false]);
      expect(decision.events[0].data).toMatchObject({ by: 'rule', toVersion: VERSION, set: { added: 'here' } });
    },
  );
});
