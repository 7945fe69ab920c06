import { randomUUID } from 'node:crypto';
import type { PortToken } from '@ledger/plain-data';

/** The only source of randomness. Tests give a counted one. */
export interface IdSource {
  /** A UUID that was never given before. */
  next(): string;
}

export const randomIds: IdSource = { next: () => randomUUID() };

export const ID_SOURCE: PortToken<IdSource> = Symbol('ID_SOURCE');
