import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PostgresDatabases } from './postgres-databases';
import { PostgresServer } from './postgres-server';

/** Tells spec files where to ask for the PostgreSQL that they share. */
const OFFERED_AT = 'LEDGER_TEST_POSTGRES';

/**
 * Offers one PostgreSQL to all spec files of a run, whichever process they run in; it starts when the first of them
 * asks. Gives what ends it.
 * @param look shown the folder of its data at the end.
 */
export async function offerSharedPostgres(look?: (folder: string) => void): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined;
  const offer = createServer((_request, response) => {
    server ??= PostgresServer.create();
    server.then(
      (running) => response.end(running.url()),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  offer.listen(0, '127.0.0.1');
  await once(offer, 'listening');
  process.env[OFFERED_AT] = `http://127.0.0.1:${(offer.address() as AddressInfo).port}`;
  return async () => {
    offer.close();
    offer.closeAllConnections();
    await (await server)?.destroy(look);
  };
}

/** The PostgreSQL that is offered to the spec files of this run. */
export async function sharedPostgres(): Promise<PostgresDatabases> {
  const at = process.env[OFFERED_AT];
  if (at === undefined) throw new Error('No PostgreSQL is offered: jest.config.cjs has the setup that does it.');
  const reply = await fetch(at);
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
  return PostgresDatabases.at(text);
}
