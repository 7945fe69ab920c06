import type { Actor, Position, ReadEvent } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { KEY_CREATED, KEY_REVOKED, KEY_ROTATED } from './key.events';

export const KEY_CHANGES = [KEY_CREATED, KEY_ROTATED, KEY_REVOKED] as const;
export type KeyChangeType = (typeof KEY_CHANGES)[number];

/** A change of a tenant's keys as it stands in its stream: who made it, when and why. */
export interface KeyChange {
  readonly type: KeyChangeType;
  /** The key that was created or revoked, or that takes the place of another. */
  readonly keyId: string;
  /** Of a rotation: the key that was replaced. */
  readonly replacedKeyId?: string;
  /** Of the event in its stream. */
  readonly revision: number;
  readonly position: Position;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly reason?: string;
  readonly commandId?: string;
  /** Of the request that `commandId` stands for. */
  readonly fingerprint?: string;
}

/** The record of an event; undefined where it changes no key. */
export function keyChangeOf({ type, data, metadata, event }: ReadEvent): KeyChange | undefined {
  if (!isKeyChange(type)) return undefined;
  const { keyId, replacedKeyId, reason } = data as unknown as Pick<KeyChange, 'keyId' | 'replacedKeyId' | 'reason'>;
  const { occurredAt, actor, commandId, fingerprint } = metadata;
  const { revision, position } = event;
  return defined({
    ...{ type, keyId, replacedKeyId, revision: Number(revision), position },
    ...{ occurredAt, actor, reason, commandId, fingerprint },
  });
}

function isKeyChange(type: string): type is KeyChangeType {
  return (KEY_CHANGES as readonly string[]).includes(type);
}
