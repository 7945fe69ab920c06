import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type KeyList = Schemas['KeyList'];
export type KeyDetails = Schemas['KeyDetails'];
export type NewKey = Schemas['NewKey'];
export type Access = Schemas['Access'];
export type Scope = Access['scopes'][number];

/** What each scope allows, in words: short in lists, whole where it is given. */
export const SCOPE_WORDS: Readonly<Record<Scope, readonly [short: string, whole: string]>> = {
  'statestore.read': ['read journeys', 'Read journeys, timelines, definitions, deadlines and batch operations'],
  'statestore.write': ['change journeys', 'Start and change journeys'],
  'definitions.write': ['publish definitions', 'Publish and retire definitions'],
  'analytics.read': ['analytics', 'Read analytics, exports and the state of read models'],
  'audit.read': ['audit', 'Read all events, timelines and exports, and who looked'],
  'personal.read': ['personal data', 'See personal data, which is masked otherwise'],
  'operations.write': ['operations', 'Change deadlines and timeouts, move many journeys, complete escalations'],
  'history.import': ['import', 'Import history'],
  admin: ['everything', 'Everything above; create, rotate and revoke keys; rebuild read models'],
};
export const SCOPES = Object.keys(SCOPE_WORDS) as Scope[];
