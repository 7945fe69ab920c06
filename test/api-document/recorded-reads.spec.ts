import { readApiDocument, type Operation } from '../support/api-document';

const OWN_EVENT = 'a change is recorded by its own event, or as a refused attempt, under its actor';
const FIGURES = 'it counts journeys and names none';
const DEFINITION = 'it shows definitions';
const SANDBOX = 'its journeys are made up and never stored';
const RULES = 'it shows timeouts of states';
const OPERATION = 'it shows a batch operation and its progress; Operations.results shows the journeys';

/** Calls that credentials for reading can make and that are not recorded, with the reason. */
const NOT_RECORDED: Readonly<Record<string, string>> = {
  'Analytics.cases': FIGURES,
  'Analytics.funnel': FIGURES,
  'Analytics.series': FIGURES,
  'Analytics.states': FIGURES,
  'Analytics.timeouts': FIGURES,
  'Analytics.transitions': FIGURES,
  'Analytics.variants': FIGURES,
  'LiveCounts.stream': FIGURES,
  'Console.access': 'it shows the caller its own credentials',
  'Definitions.check': DEFINITION,
  'Definitions.list': DEFINITION,
  'Definitions.read': DEFINITION,
  'Definitions.scxml': DEFINITION,
  'Definitions.versions': DEFINITION,
  'Definitions.xstate': DEFINITION,
  'DefinitionDiagram.diagram': DEFINITION,
  'DefinitionDiagram.layout': DEFINITION,
  'Operations.list': OPERATION,
  'Operations.read': OPERATION,
  'Projections.list': 'it shows how far projections are',
  'Sandboxes.clock': SANDBOX,
  'Sandboxes.close': SANDBOX,
  'Sandboxes.command': SANDBOX,
  'Sandboxes.create': SANDBOX,
  'Sandboxes.read': SANDBOX,
  'Sandboxes.timeline': SANDBOX,
  'Simulations.simulate': FIGURES,
  'Timeouts.list': RULES,
  'Timeouts.read': RULES,
  'Timeouts.tenant': RULES,
};

/** Names of members that say of which journey something is. */
const NAMES_A_JOURNEY = ['sessionId', 'sessionIds', 'stream'];

const { paths, components } = readApiDocument();
const calls = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, operation]) =>
    operation['x-audited-read'] === undefined ? [] : [{ method, path, ...operation }],
  ),
);

/** The members of all that a call answers when it succeeds. */
function membersOf(operation: Operation): ReadonlySet<string> {
  const members = new Set<string>();
  const seen = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (name === 'example' || name === 'examples') continue;
      if (name === 'properties') for (const member of Object.keys(part as object)) members.add(member);
      if (name !== '$ref') walk(part);
      else if (!seen.has(String(part))) {
        seen.add(String(part));
        walk(components.schemas[String(part).split('/').at(-1) ?? '']);
      }
    }
  };
  for (const [status, { content }] of Object.entries(operation.responses)) if (status.startsWith('2')) walk(content);
  return members;
}

const namesJourneys = (operation: Operation): boolean => {
  const members = membersOf(operation);
  return NAMES_A_JOURNEY.some((name) => members.has(name));
};

const canBeMadeByReaders = ({ 'x-required-scopes': scopes = [] }: Operation): boolean =>
  scopes.some((scope) => scope.endsWith('.read'));

describe('the reads of the API document', () => {
  it('are each recorded, or listed here with the reason why not', () => {
    const unrecorded = calls.filter((call) => canBeMadeByReaders(call) && call['x-audited-read'] !== true);
    expect(unrecorded.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(NOT_RECORDED).sort());
  });

  it('name no journey where they are not recorded', () => {
    const named = calls.filter((call) => {
      const reason = NOT_RECORDED[call.operationId];
      return reason !== undefined && reason !== SANDBOX && namesJourneys(call);
    });
    expect(named.map(({ operationId }) => operationId)).toEqual([]);
  });

  it(`are not made by other calls that show journeys: ${OWN_EVENT}`, () => {
    const shown = calls.filter(
      (call) => !canBeMadeByReaders(call) && call['x-audited-read'] !== true && namesJourneys(call),
    );
    expect(shown.filter(({ method }) => method === 'get').map(({ operationId }) => operationId)).toEqual([]);
  });
});
