import { apiCall, jsonReply } from '../openapi/api-call';
import { REPLAYED } from '../openapi/headers';
import { CurrentVersionBody, VersionChangeBody } from './definition.bodies';
import { RetirementReply, VersionChangeReply, type CurrentVersion, type VersionChange } from './definition.schemas';
import { PUBLISHED, TAG } from './definitions.api';

const REASON = 'Version 2 sends every caller to the desk';

const CURRENT_CHANGED: VersionChange = {
  type: 'DefinitionCurrentChanged',
  version: 1,
  revision: 2,
  position: '4720',
  occurredAt: '2026-11-03T10:00:00.000Z',
  actor: { subject: 'desk-lead', clientId: 'desk-lead', kind: 'operator' },
  reason: REASON,
  commandId: 'roll-back-1',
};
const RETIRED: VersionChange = { ...CURRENT_CHANGED, type: 'DefinitionRetired', version: 2, commandId: null };
const UNRETIRED: VersionChange = { ...RETIRED, type: 'DefinitionUnretired', revision: 3, reason: 'It was corrected' };

const of = (version: number, since: VersionChange): CurrentVersion => ({ version, since });

const CALL = { tag: TAG, boundCredentials: 'path', scope: 'definitions.write', headers: ['Idempotency-Key'] } as const;
const REFUSALS = ['DEFINITION_NOT_FOUND', 'REVISION_CONFLICT', 'IDEMPOTENCY_KEY_REUSED'] as const;

export const VERSION_CALLS = {
  makeCurrent: apiCall({
    ...CALL,
    summary: 'Make a version current: roll back, or forward again',
    description:
      'New journeys that name no version start with it, in every process from its next start on; running journeys stay ' +
      'on their versions. A version that is published later becomes current in its turn. A retired version is un-retired ' +
      'first.',
    body: {
      schema: CurrentVersionBody,
      examples: { 'roll back': { version: 1, reason: REASON, commandId: 'roll-back-1' } },
    },
    replies: {
      200: jsonReply(
        VersionChangeReply,
        'The change.',
        { outcome: 'CHANGED', change: CURRENT_CHANGED, current: of(1, CURRENT_CHANGED) },
        { headers: REPLAYED },
      ),
    },
    problems: [...REFUSALS, 'DEFINITION_VERSION_RETIRED'],
  }),
  retire: apiCall({
    ...CALL,
    summary: 'Retire a version: no new journey starts with it',
    description:
      'Journeys that run it continue; the reply counts them. If it was current, the newest version that is not retired ' +
      'becomes current.',
    body: { schema: VersionChangeBody, examples: { 'a faulty version': { reason: REASON } } },
    replies: {
      200: jsonReply(
        RetirementReply,
        'The change, and the journeys that still run the version.',
        {
          outcome: 'CHANGED',
          change: RETIRED,
          current: of(1, RETIRED),
          openJourneys: {
            position: RETIRED.position,
            count: 1,
            states: [{ stateId: 'REQUESTED', journeys: 1 }],
            sample: [
              { sessionId: 'call-4711', version: 2, stateId: 'REQUESTED', enteredAt: '2026-11-03T09:58:00.000Z' },
            ],
          },
        },
        { headers: REPLAYED },
      ),
    },
    problems: REFUSALS,
  }),
  unretire: apiCall({
    ...CALL,
    summary: 'Un-retire a version: new journeys may start with it again',
    description: 'It becomes current only where every other version is retired.',
    body: { schema: VersionChangeBody, examples: { 'a retirement by mistake': { reason: 'It was corrected' } } },
    replies: {
      200: jsonReply(
        VersionChangeReply,
        'The change.',
        { outcome: 'CHANGED', change: UNRETIRED, current: of(1, PUBLISHED) },
        { headers: REPLAYED },
      ),
    },
    problems: REFUSALS,
  }),
} as const;
