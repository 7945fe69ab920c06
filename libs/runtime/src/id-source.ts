import { randomUUID } from 'node:crypto';

/** The only source of randomness. Tests give a counted one. */
export interface IdSource {
  /** A UUID that was never given before. */
  next(): string;
}

export const randomIds: IdSource = { next: () => randomUUID() };

export const ID_SOURCE = Symbol('ID_SOURCE');
