import { Type } from '@sinclair/typebox';
import { SIMULATED_CHANGES, type SimulationFinding as Finding, type SimulationReport as Report } from '@ledger/journey';
import * as field from '../http/fields';
import { queryOf, READ_MODEL_QUERY } from '../http/paged-query';
import { PROBLEM_CODES } from '../http/problem-codes';
import {
  choice,
  component,
  count,
  flag,
  instant,
  list,
  object,
  orNull,
  stream,
  text,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

export const SimulationQuery = queryOf({
  since: Type.Optional(field.instant('Only journeys that started at or after this time.')),
  sample: Type.Optional(
    field.amount('Replays about so many journeys, spread over their starts. Default: all.', 10_000),
  ),
  ...READ_MODEL_QUERY,
});

const STATUSES = {
  ACTIVE: count('Journeys that are open.'),
  COMPLETED: count('Journeys that have ended in a final state.'),
  TIMED_OUT: count('Journeys that have timed out.'),
} as const;

const SimulationFinding = component('SimulationFinding', 'Journeys that would go otherwise in one way at one place.', {
  change: choice(
    SIMULATED_CHANGES,
    'refused: a command would be refused. elsewhere: it would enter another state. timedOut, notTimedOut: the state would ' +
      'time out, or would not have by then. ending: the journey would have ended, or would not. stranded: the open journey ' +
      'cannot be migrated to the candidate.',
  ),
  stateId: text('State that the journeys would be in, by its name in the candidate.'),
  command: Type.Optional(text('Command that would be refused.')),
  target: Type.Optional(text('State that the journeys entered.')),
  instead: Type.Optional(text('State that the candidate leads to.')),
  event: Type.Optional(text('Event that the callers sent.')),
  code: Type.Optional(text('Problem code of the refusal.')),
  earlier: flag('Whether the baseline does it as well: then it is not the candidate’s doing.'),
  journeys: count('How many they are.'),
  reason: text('What would happen to the first example, one sentence.'),
  examples: list('The first ones by their start, 5 at most.', text('Key of a journey.')),
} satisfies PropertiesOf<Finding>);

const CHANGES = {
  refused: count('A command would be refused.'),
  elsewhere: count('A command would enter another state.'),
  timedOut: count('A state would time out that did not.'),
  notTimedOut: count('A state would not have timed out by the time that it did.'),
  ending: count('The journey would have ended, or would not.'),
  stranded: count('The open journey cannot be migrated to the candidate.'),
} as const satisfies PropertiesOf<Report['changes']>;

export const SimulationReport = component(
  'SimulationReport',
  'How recorded journeys would have gone under a candidate.',
  {
    id: text('Id of the definition.'),
    version: version('Version of the candidate; of a document without one, the version that it would get.'),
    at: instant('Until when open journeys wait.'),
    since: orNull(instant('Start of the first journeys; null: all.')),
    every: version('Of so many journeys one was replayed.'),
    journeys: count('Journeys that were replayed.'),
    events: count('Their events.'),
    same: count('Journeys that would go as they went, and can be migrated if they are open.'),
    baseline: orNull(
      version('The newest published version, which the journeys are replayed against too; null if there is no other.'),
    ),
    earlier: count('Journeys of which everything that would be otherwise would be so under the baseline too.'),
    changes: object('Journeys by what would be otherwise first; one may be stranded besides.', CHANGES),
    findings: list(
      'Those of the candidate first, then by change, those of the most journeys first; 200 at most.',
      SimulationFinding,
    ),
    moreFindings: count('How many findings are left out.'),
    recorded: object('Journeys by their status.', STATUSES),
    predicted: object('Journeys by the status that they would have.', {
      ...STATUSES,
      unknown: count('Journeys that would go otherwise: what their flows would do then is not known.'),
    }),
    funnel: list(
      'The candidate’s states, and others that journeys entered.',
      object('A state.', {
        stateId: text('The state, by its name in the candidate.'),
        recorded: count('Journeys that entered it.'),
        predicted: count('Journeys that would have for certain: before they go otherwise.'),
      }),
    ),
  } satisfies PropertiesOf<Report & { id: string; version: number; at: string; since: string | null; every: number }>,
);
export type SimulationReport = Reply<typeof SimulationReport>;

const SIZE = { journeys: count('Journeys.'), events: count('Events.') } as const;

const ProgressLine = component('SimulationProgressLine', 'How far the simulation is.', {
  progress: object('What was replayed.', { ...SIZE, total: object('About how much there is.', SIZE) }),
});
const ReportLine = component('SimulationReportLine', 'The last line of a simulation.', { report: SimulationReport });
const ProblemLine = component('SimulationProblemLine', 'The last line of a simulation that failed.', {
  problem: object('What was wrong.', {
    status: count('HTTP status that the problem has elsewhere.'),
    code: choice(PROBLEM_CODES, 'Problem code.'),
    detail: text('What was wrong, one sentence.'),
  }),
});

export const SimulationLine = Type.Union([ProgressLine, ReportLine, ProblemLine], {
  $id: 'SimulationLine',
  description: 'A line of a simulation.',
});
export type SimulationLine = Reply<typeof ProgressLine> | Reply<typeof ReportLine> | Reply<typeof ProblemLine>;

export const SimulationLines = stream(
  'One JSON object on each line; the last one is a report or a problem.',
  SimulationLine,
);
