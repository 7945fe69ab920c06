import type { DecidedEvent } from '@ledger/event-store';
import {
  DEFINITION_CURRENT_CHANGED,
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
} from '@ledger/journey';
import type { StreamDecision, StreamOutcome } from './record-change';
import { newestOf, type DefinitionStream } from './definition-stream';
import type { VersionChangeRecord, VersionChangeType } from './version-change-record';

export interface VersionRequest {
  readonly definitionId: string;
  readonly version: number;
  /** Why, for the audit trail. */
  readonly reason: string;
}

export type VersionRefusalCode =
  /** The version is not published. */
  | 'DEFINITION_NOT_FOUND'
  /** A retired version cannot be made current. */
  | 'DEFINITION_VERSION_RETIRED'
  /** The command id stands for another change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The expected revision is stale, or other changes were faster at every try. */
  | 'REVISION_CONFLICT';

export interface VersionRefusal {
  readonly kind: 'refused';
  readonly code: VersionRefusalCode;
  /** One sentence: what was wrong and what would be right. */
  readonly reason: string;
}

export type VersionOutcome = StreamOutcome<VersionChangeRecord, VersionRefusal>;

type VersionDecision = StreamDecision<VersionChangeRecord, VersionRefusal>;

export function versionRefusal(code: VersionRefusalCode, reason: string): VersionRefusal {
  return { kind: 'refused', code, reason };
}

/** What a definition's stream says to a change of one of its versions. */
export function decideVersionChange(
  type: Exclude<VersionChangeType, typeof DEFINITION_PUBLISHED>,
  { definitionId, version, reason }: VersionRequest,
  stream: DefinitionStream | undefined,
): VersionDecision {
  const definition = stream?.versions.get(version);
  const standing = stream?.versionChanges.findLast(
    (change) => change.version === version && (change.type === type || change.type === DEFINITION_PUBLISHED),
  );
  if (stream === undefined || definition === undefined || standing === undefined) {
    return versionRefusal('DEFINITION_NOT_FOUND', unpublished(definitionId, version, stream));
  }
  const events: readonly [DecidedEvent] = [{ type, data: { definitionId, version, reason } }];
  switch (type) {
    case DEFINITION_RETIRED:
      return definition.retired ? { standing } : { events };
    case DEFINITION_UNRETIRED:
      return definition.retired ? { events } : { standing };
    case DEFINITION_CURRENT_CHANGED: {
      if (stream.current?.version === version) return { standing: stream.current.since };
      return definition.retired ? retired(definitionId, version) : { events };
    }
  }
}

function retired(definitionId: string, version: number): VersionRefusal {
  const which = `Version ${version} of definition ${JSON.stringify(definitionId)}`;
  return versionRefusal('DEFINITION_VERSION_RETIRED', `${which} is retired: un-retire it before you make it current.`);
}

/** Why there is no such version, or none to start under. */
export function unpublished(
  definitionId: string,
  version: number | undefined,
  stream: DefinitionStream | undefined,
): string {
  const name = JSON.stringify(definitionId.slice(0, 200));
  const newest = stream && newestOf(stream);
  if (newest === undefined) return `Definition ${name} is not published here: publish it first.`;
  if (version === undefined) return `Every version of definition ${name} is retired: publish or un-retire one.`;
  return `Version ${version} of definition ${name} is not published; the newest is ${newest.version}.`;
}
