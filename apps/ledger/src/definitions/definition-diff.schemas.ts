import { Type } from '@sinclair/typebox';
import { CHANGE_KINDS, CHANGED_PARTS, type DefinitionChange as Change } from '@ledger/journey';
import * as field from '../http/fields';
import { queryOf, READ_MODEL_QUERY } from '../http/paged-query';
import { choice, component, flag, list, text, version, type PropertiesOf, type Reply } from '../openapi/schema-parts';
import { OpenJourneys, UpgradePath } from './definition.schemas';

const from = field.version('The earlier version.', 1);

export const DiffQuery = queryOf({ from, to: field.version('The later version.', 2), ...READ_MODEL_QUERY });

export const CandidateDiffQuery = queryOf({ from, ...READ_MODEL_QUERY });

const DefinitionChange = component('DefinitionChange', 'A difference of two definitions.', {
  part: choice(CHANGED_PARTS, 'What differs.'),
  kind: choice(CHANGE_KINDS, 'reordered: transitions, of which the first whose guard holds is taken.'),
  path: text('Place in the later document, of what was removed in the earlier one, as a JSON Pointer (RFC 6901).'),
  stateId: Type.Optional(text('The state that it is about, as the earlier document calls it.')),
  message: text('The difference in one sentence.'),
  before: Type.Optional(Type.Unknown({ description: 'What the earlier document says; absent of what was added.' })),
  after: Type.Optional(Type.Unknown({ description: 'What the later document says; absent of what was removed.' })),
} satisfies PropertiesOf<Change>);

export const DefinitionDiff = component('DefinitionDiff', 'What differs in two definitions, and whom it concerns.', {
  id: text('Id of the earlier definition.'),
  from: version('The earlier version.'),
  to: version('The later version; of a document without one, the version that it would get.'),
  same: flag('Whether nothing differs but the version.'),
  changes: list('The differences.', DefinitionChange),
  affectedStates: list(
    'States of the earlier version in which an open journey would meet something else.',
    text('A state id.'),
  ),
  upgrade: Type.Optional(UpgradePath),
  openJourneys: OpenJourneys,
});
export type DefinitionDiff = Reply<typeof DefinitionDiff>;
