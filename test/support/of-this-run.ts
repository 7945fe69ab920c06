import { randomUUID } from 'node:crypto';

const RUN = randomUUID().slice(0, 8);

/** A name that no other run has used: a server that tests are given may hold what earlier ones wrote. */
export function ofThisRun(name: string): string {
  return `${name}-${RUN}`;
}
