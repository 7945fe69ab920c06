'use strict';
// The HTTP face of the peers that have none of their own: Fastify, with the body validated by its JSON Schema.
const Fastify = require('fastify');
const { NotFound, TRANSITION } = require('./sessions.cjs');

/**
 * Serves on PORT until SIGTERM.
 * @param {{ start(id: string): Promise<void>, move(id: string, command: object): Promise<object>,
 *   read(id: string): Promise<object | undefined>, durability(): Promise<object>, close(): Promise<void> }} peer
 */
async function serve(peer) {
  const app = Fastify({ logger: false });
  app.post('/sessions/:id', async ({ params }, reply) => {
    await peer.start(params.id);
    reply.code(201).send({ sessionId: params.id });
  });
  app.post('/sessions/:id/transitions', { schema: { body: TRANSITION } }, async ({ params, body }) => {
    const session = await peer.move(params.id, body);
    return { sessionId: params.id, outcome: 'ADVANCED', ...session };
  });
  app.get('/sessions/:id', async ({ params }) => {
    const session = await peer.read(params.id);
    if (session === undefined) throw new NotFound(params.id);
    return session;
  });
  app.get('/durability', () => peer.durability());
  process.once('SIGTERM', async () => {
    await app.close();
    await peer.close();
    process.exit(0);
  });
  await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
}

function run(open) {
  open()
    .then(serve)
    .catch((error) => {
      console.error(error);
      process.exit(1);
    });
}

module.exports = { run };
