'use strict';
// A session is a virtual object: Restate calls its handlers one at a time for each key and keeps its state. The caller's
// command id is the idempotency key of the call, which Restate's own HTTP face takes; the body is validated here.
// The SDK calls what Node.js has from version 22 on.
Promise.withResolvers ??= function () {
  const all = {};
  all.promise = new this((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
};
const restate = require('@restatedev/restate-sdk');
const Ajv = require('ajv');
const { Refused, TRANSITION, moved, started } = require('./sessions.cjs');

const isTransition = new Ajv().compile(TRANSITION);
const terminal = (message, errorCode) => new restate.TerminalError(message, { errorCode });

const session = restate.object({
  name: 'session',
  handlers: {
    start: async (ctx) => {
      if ((await ctx.get('session')) === null) ctx.set('session', started());
    },
    move: async (ctx, command) => {
      if (!isTransition(command)) throw terminal('The transition is malformed.', 400);
      const current = await ctx.get('session');
      if (current === null) throw terminal(`There is no session ${ctx.key}.`, 404);
      try {
        const next = moved(current, command);
        ctx.set('session', next);
        return { sessionId: ctx.key, outcome: 'ADVANCED', ...next };
      } catch (error) {
        throw error instanceof Refused ? terminal(error.message, error.statusCode) : error;
      }
    },
    read: restate.handlers.object.shared((ctx) => ctx.get('session')),
  },
});

restate.serve({ services: [session], port: Number(process.env.PORT) });
process.once('SIGTERM', () => process.exit(0));
