import {
  choice,
  component,
  count,
  flag,
  instant,
  list,
  orNull,
  text,
  version,
  type Reply,
} from '../openapi/schema-parts';

const StateCount = component('StateCount', 'How many journeys are in a state.', {
  definitionId: text('Id of the definition.'),
  version: version('Its version.'),
  stateId: text('The state.'),
  final: flag('Whether journeys end in it.'),
  journeys: count('Journeys in it. In an update, 0: none are in it any more.'),
  overdue: count('Of them, whose deadline has passed.'),
});
export type StateCount = Reply<typeof StateCount>;

export const LiveCountsMessage = component(
  'LiveCountsMessage',
  'Where journeys are now: the data of a server-sent event.',
  {
    kind: choice(
      ['snapshot', 'update'],
      'A snapshot has all states, an update those that changed since the message before.',
    ),
    at: instant('When it was read.'),
    position: orNull(text('Position up to which events are counted; null in an empty ledger.')),
    states: list('By definition, version and state, with their figures as they are now.', StateCount),
    journeys: count('All journeys.'),
    active: count('Of them, not in a final state.'),
    overdue: count('Of them, whose deadline has passed.'),
    overdueEscalations: count(
      'Escalations that were due by then and are not handled yet: GET /v1/escalations?status=overdue.',
    ),
    refusedLastHour: count('Commands refused in the last hour.'),
    refusedJourneysLastHour: count('Journeys of which these were.'),
    lagEvents: orNull(count('Events that are not counted yet; null if the ledger cannot count positions.')),
    lagSeconds: count('Age of the oldest of them, whole seconds; 0 if there are none.'),
  },
);
export type LiveCountsMessage = Reply<typeof LiveCountsMessage>;
