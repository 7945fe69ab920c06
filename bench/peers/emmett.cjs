'use strict';
// Emmett's command handler: load the stream, decide, append under the version that was read. Its events carry the command
// id, so that a command that comes twice finds its first answer in the stream.
const { CommandHandler } = require('@event-driven-io/emmett');
const { NotFound, moved, started } = require('./sessions.cjs');

const none = () => ({ session: undefined, answers: new Map() });

function evolve({ session, answers }, { type, data }) {
  if (type === 'SessionStarted') return { session: started(), answers };
  const next = moved(session, data);
  answers.set(data.commandId, next);
  return { session: next, answers };
}

/** The operations of a session over one of Emmett's stores. */
function sessionsOn(store) {
  const handle = CommandHandler({ evolve, initialState: none, retry: { onVersionConflict: true } });
  return {
    start: (id) => handle(store, id, ({ session }) => (session ? [] : { type: 'SessionStarted', data: {} })),
    async move(id, command) {
      const { newState } = await handle(store, id, ({ session, answers }) => {
        if (session === undefined) throw new NotFound(id);
        if (answers.has(command.commandId)) return [];
        moved(session, command);
        return { type: 'SessionMoved', data: command };
      });
      return newState.answers.get(command.commandId);
    },
    async read(id) {
      const { state } = await store.aggregateStream(id, { evolve, initialState: none });
      return state.session;
    },
  };
}

module.exports = { sessionsOn };
