'use strict';
// What every peer keeps: sessions that walk the same machine as bench/support/walkers.ts (SHUTTLE), and a handler that
// validates the same body. Each peer stores it in the way that its own documentation shows.

const STATES = { WAITING: ['TALKING'], TALKING: ['WAITING', 'DONE'], DONE: [] };
const INITIAL = 'WAITING';

/** JSON Schema of a transition, as the ledger's own: nothing else may stand in it. */
const TRANSITION = {
  type: 'object',
  required: ['targetStateId', 'commandId'],
  additionalProperties: false,
  properties: {
    targetStateId: { type: 'string', minLength: 1, maxLength: 200 },
    commandId: { type: 'string', minLength: 1, maxLength: 200 },
    context: { type: 'object', additionalProperties: false, properties: { verified: { type: 'boolean' } } },
  },
};

const started = () => ({ stateId: INITIAL, context: { verified: false }, revision: 0 });

/** The session after a transition; throws if its state does not lead there. */
function moved(session, { targetStateId, context }) {
  if (!STATES[session.stateId]?.includes(targetStateId)) throw new Refused(session.stateId, targetStateId);
  return {
    stateId: targetStateId,
    context: { ...session.context, ...context },
    revision: session.revision + 1,
  };
}

class Refused extends Error {
  statusCode = 422;
  constructor(from, to) {
    super(`${from} does not lead to ${to}.`);
  }
}

class NotFound extends Error {
  statusCode = 404;
  constructor(sessionId) {
    super(`There is no session ${sessionId}.`);
  }
}

module.exports = { INITIAL, NotFound, Refused, STATES, TRANSITION, moved, started };
