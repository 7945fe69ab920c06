/** Two states without a timeout, so that journeys never end. */
export const WALK = {
  id: 'CrashWalk',
  version: 1,
  initial: 'LEFT',
  states: {
    LEFT: { transitions: [{ target: 'RIGHT' }] },
    RIGHT: { transitions: [{ target: 'LEFT' }, { target: 'DONE' }] },
    DONE: { final: true },
  },
  context: { type: 'object', properties: { step: { type: 'number', default: 0 } } },
} as const;

/** Timeouts so short that many of them elapse while the server is dead. */
export const WAIT = {
  id: 'CrashWait',
  version: 1,
  initial: 'FIRST',
  states: {
    FIRST: { timeout: { after: 'PT1S' }, transitions: [{ target: 'SECOND' }, { target: 'DONE' }] },
    SECOND: { timeout: { after: 'PT1S' }, transitions: [{ target: 'FIRST' }, { target: 'DONE' }] },
    DONE: { final: true },
  },
} as const;
