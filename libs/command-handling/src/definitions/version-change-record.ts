import type { Actor, Position, ReadEvent } from '@ledger/event-store';
import {
  DEFINITION_CURRENT_CHANGED,
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
  type DefinitionRetired,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';

export const VERSION_CHANGES = [
  DEFINITION_PUBLISHED,
  DEFINITION_CURRENT_CHANGED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
] as const;
export type VersionChangeType = (typeof VERSION_CHANGES)[number];

/** A change of a definition's versions as it stands in its stream. */
export interface VersionChangeRecord {
  readonly type: VersionChangeType;
  /** The version that was published, made current, retired or un-retired. */
  readonly version: number;
  /** Of the event in its stream. */
  readonly revision: number;
  readonly position: Position;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly actor: Actor;
  /** Absent for a publication whose author gave none. */
  readonly reason?: string;
  readonly commandId?: string;
  /** Of the request that `commandId` stands for. */
  readonly fingerprint?: string;
}

/** The record of an event; undefined where it changes no version. */
export function versionChangeOf({ type, data, metadata, event }: ReadEvent): VersionChangeRecord | undefined {
  if (!isVersionChange(type)) return undefined;
  const { version, reason } = data as unknown as Omit<DefinitionRetired, 'reason'> & { readonly reason?: string };
  const { occurredAt, actor, commandId, fingerprint } = metadata;
  const { revision, position } = event;
  return defined({
    ...{ type, version, revision: Number(revision), position, occurredAt, actor },
    ...{ reason, commandId, fingerprint },
  });
}

function isVersionChange(type: string): type is VersionChangeType {
  return (VERSION_CHANGES as readonly string[]).includes(type);
}
