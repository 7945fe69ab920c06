import { Type } from '@sinclair/typebox';
import {
  VERSION_CHANGES,
  type DefinitionHistory as History,
  type DefinitionListing as Listing,
  type PublishedDefinition as Published,
  type VersionChangeRecord,
} from '@ledger/command-handling';
import {
  DEFINITION_ERROR_CODES,
  DEFINITION_SCHEMA,
  DEFINITION_WARNING_CODES,
  POLICY_KINDS,
  POLICY_VERDICTS,
  type CheckedPolicy as Policy,
  UPGRADE_TIMES,
  type DefinitionDocument,
  type LongestTime,
  type UpgradePath as Path,
} from '@ledger/journey';
import type { OpenJourneys as Open } from '@ledger/projections';
import {
  ACTOR,
  choice,
  component,
  count,
  flag,
  hash,
  instant,
  list,
  object,
  orNull,
  text,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

const { $schema: _, $id: __, ...DOCUMENT } = DEFINITION_SCHEMA as typeof DEFINITION_SCHEMA & { $id?: string };

export const Definition = Type.Unsafe<DefinitionDocument>({ ...DOCUMENT, $id: 'Definition' });

/** As a definition is published: without a version it becomes the next one. */
export const DefinitionToPublish = Type.Unsafe<DefinitionDocument>({
  ...DOCUMENT,
  $id: 'DefinitionToPublish',
  required: DOCUMENT.required.filter((name) => name !== 'version'),
});

function finding<Code extends string>(name: string, description: string, codes: readonly Code[]) {
  return component(name, description, {
    code: choice(codes, 'Kind of the finding.'),
    path: text('Place in the document, as a JSON Pointer (RFC 6901).'),
    message: text('What is wrong and what would be right, one sentence.'),
    line: Type.Optional(count('Line in the YAML that was sent, from 1; absent for JSON.')),
    column: Type.Optional(count('Column in that line, from 1.')),
  });
}

const DefinitionError = finding('DefinitionError', 'An error of a definition.', DEFINITION_ERROR_CODES);
const DefinitionWarning = finding('DefinitionWarning', 'A warning about a definition.', DEFINITION_WARNING_CODES);

const ofState = text('A state id.');

const BOUND = {
  longestBounded: Type.Optional(
    object('The longest time that a journey can take.', {
      ms: count('In milliseconds.'),
      iso: text('The same as an ISO 8601 duration.'),
      path: list('The states that take this long.', ofState),
    }),
  ),
  unboundedCycle: Type.Optional(
    list('States that a journey can go round for ever; the first comes last again.', ofState),
  ),
  unboundedStates: Type.Optional(list('States in which a journey can wait for ever.', ofState)),
} as const satisfies PropertiesOf<LongestTime>;

const HASH = hash('SHA-256 of the document’s canonical JSON (RFC 8785).');

export const UpgradePath = component('UpgradePath', 'How open journeys of an earlier version come over to a version.', {
  from: version('The earlier version.'),
  when: choice(
    UPGRADE_TIMES,
    'never; resume: at the next start, ensure or command of the flow; operator: only by a migration.',
  ),
  why: text('Which rule or which finding decided, a sentence or two.'),
} satisfies PropertiesOf<Path>);

const UPGRADES = list('How open journeys of each earlier version come over, oldest first.', UpgradePath);

const CheckedPolicy = component('CheckedPolicy', 'What the static check says of a policy.', {
  name: text('Name of the policy.'),
  kind: choice(POLICY_KINDS, 'Its template.'),
  verdict: choice(
    POLICY_VERDICTS,
    'proved: the states imply it; watched: journeys are watched for it; excluded: no journey can keep it.',
  ),
  message: text('Why, one sentence.'),
  example: Type.Optional(list('States, one after the other, of a journey that breaks it.', ofState)),
} satisfies PropertiesOf<Policy>);

export const REPORT = {
  id: orNull(text('Id of the definition; null if the document cannot be read.')),
  version: orNull(version('Version of the definition; null if the document cannot be read.')),
  hash: orNull(HASH),
  valid: flag('Whether the document may be published.'),
  errors: list('What must be corrected before it is published.', DefinitionError),
  warnings: list('What may be unintended.', DefinitionWarning),
  upgrades: Type.Optional(UPGRADES),
  policies: list('Of each policy, whether the states imply it.', CheckedPolicy),
  bound: orNull(object('The longest time that a journey can take, or what makes it unbounded.', BOUND)),
} as const;

export const DefinitionReport = component('DefinitionReport', 'What the static check found.', REPORT);
export type DefinitionReport = Reply<typeof DefinitionReport>;

const VERSION = {
  version: version('The version.'),
  hash: HASH,
  publishedAt: instant('When it was published.'),
  retired: flag('Whether no new journey may start with it.'),
} as const;

const ID = text('Id of the definition.');

export const VersionChange = component('VersionChange', 'A change of a definition’s versions, as the ledger has it.', {
  type: choice(VERSION_CHANGES, 'Type of the event.'),
  version: version('The version that was published, made current, retired or un-retired.'),
  revision: count('Its revision in the definition’s stream.'),
  position: text('Its position in the ledger.'),
  occurredAt: instant('When it was made.'),
  actor: ACTOR,
  reason: Type.Optional(text('Reason that was given; absent for a publication without one.')),
  commandId: orNull(text('The commandId of the request.')),
} satisfies PropertiesOf<Omit<VersionChangeRecord, 'fingerprint'>>);
export type VersionChange = Reply<typeof VersionChange>;

const CurrentVersion = component('CurrentVersion', 'The version that new journeys start with.', {
  version: version('The version.'),
  since: VersionChange,
} satisfies PropertiesOf<NonNullable<Listing['current']>>);
export type CurrentVersion = Reply<typeof CurrentVersion>;

const LISTING = {
  id: ID,
  title: orNull(text('Title of the newest version.')),
  current: orNull(CurrentVersion),
  versions: list('Oldest first.', object('A version.', VERSION satisfies PropertiesOf<Listing['versions'][number]>)),
} as const;

export const DefinitionListing = component('DefinitionListing', 'A definition and its versions.', LISTING);
export type DefinitionListing = Reply<typeof DefinitionListing>;

export const DefinitionHistory = component('DefinitionHistory', 'A definition, its versions and their changes.', {
  ...LISTING,
  revision: count('Revision of the definition’s stream: what expectedRevision is compared with.'),
  history: list('What was published, made current, retired and un-retired, oldest first.', VersionChange),
} satisfies PropertiesOf<Omit<History, 'definitionId'> & { readonly id: string }>);
export type DefinitionHistory = Reply<typeof DefinitionHistory>;

export const DefinitionList = component('DefinitionList', 'The published definitions.', {
  definitions: list('By id.', DefinitionListing),
});

export const PublishedDefinition = component('PublishedDefinition', 'A version of a definition as it was published.', {
  id: ID,
  ...VERSION,
  document: Definition,
  warnings: list(
    'What the static check warned of when it was published, and patterns that publishing would refuse now.',
    DefinitionWarning,
  ),
  upgrades: UPGRADES,
} satisfies PropertiesOf<
  Omit<Published, 'definitionId'> & { readonly id: string; readonly upgrades: readonly Path[] }
>);
export type PublishedDefinition = Reply<typeof PublishedDefinition>;

export const OpenJourneys = component('OpenJourneys', 'Open journeys of a definition, by the read models.', {
  position: orNull(text('Position up to which journeys were counted; null in an empty ledger.')),
  count: count('How many they are.'),
  states: list(
    'The states that they are in, those with the most journeys first.',
    object('A state.', { stateId: text('The state.'), journeys: count('Journeys in it.') }),
  ),
  sample: list(
    'The first ones by their start, 10 at most.',
    object('An open journey.', {
      sessionId: text('Key of the journey.'),
      version: version('Version of the definition that it runs.'),
      stateId: text('Its state.'),
      enteredAt: instant('When it entered the state.'),
    } satisfies PropertiesOf<Open['sample'][number]>),
  ),
} satisfies PropertiesOf<Open>);
export type OpenJourneys = Reply<typeof OpenJourneys>;

const CHANGED = {
  outcome: choice(['CHANGED', 'UNCHANGED'], 'UNCHANGED: it was so already.'),
  change: VersionChange,
  current: orNull(CurrentVersion),
} as const;

export const VersionChangeReply = component('VersionChangeReply', 'A change of a version that was made.', CHANGED);
export type VersionChangeReply = Reply<typeof VersionChangeReply>;

export const RetirementReply = component('RetirementReply', 'A version that was retired, and who still runs it.', {
  ...CHANGED,
  openJourneys: Type.Unsafe<OpenJourneys | null>({
    ...orNull(OpenJourneys),
    description: 'The open journeys of the version; null if the read models cannot say it now.',
  }),
});
export type RetirementReply = Reply<typeof RetirementReply>;
