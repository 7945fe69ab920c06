import { StoreUnavailableError } from '@ledger/event-store';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { EventStoreDbEventStore } from '../src';
import { EventStoreDbDouble, selfSigned } from '../src/testing';
import { newEvent, newStream } from './ledger.test-support';

const folder = mkdtempSync(join(tmpdir(), 'ledger-tls-'));
const files = selfSigned(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const CREDENTIALS = { username: 'ops', password: 'p@ss:word' };

(files === undefined ? describe.skip : describe)(
  `TLS and credentials${files === undefined ? ' (not here: there is no openssl command to make a certificate)' : ''}`,
  () => {
    let double: EventStoreDbDouble;
    beforeAll(async () => {
      const tls = { key: readFileSync(files!.key), certificate: readFileSync(files!.certificate) };
      double = await EventStoreDbDouble.start({ tls, credentials: CREDENTIALS });
    });
    afterAll(() => double.close());

    const append = async (user: string, query: string): Promise<unknown> => {
      const url = `esdb://${user}127.0.0.1:${double.port}?${query}`;
      const store = new EventStoreDbEventStore({
        url,
        deadline: 1_500,
        backoff: { firstPauseMs: 5, longestPauseMs: 50 },
      });
      try {
        return await store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' });
      } catch (error) {
        return error;
      } finally {
        await store.close();
      }
    };
    const user = `ops:${encodeURIComponent(CREDENTIALS.password)}@`;
    const trusted = (): string => `tlsCAFile=${encodeURIComponent(files!.certificate)}`;

    it('let in who is trusted both ways', async () => {
      expect(await append(user, trusted())).toMatchObject({ revision: 0n });
    });

    /** The server name of the first connection to a bare TLS server, which hangs up then. */
    const nameSent = async (
      subject: { key: string; certificate: string },
      hostsOf: (port: number) => string,
    ): Promise<unknown> => {
      const names: unknown[] = [];
      const server = createServer({ key: readFileSync(subject.key), cert: readFileSync(subject.certificate) });
      server.on('secureConnection', (socket) => {
        names.push(socket.servername);
        socket.destroy();
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const ca = encodeURIComponent(subject.certificate);
      const store = new EventStoreDbEventStore({ url: `esdb://${hostsOf(port)}?tlsCAFile=${ca}`, deadline: 500 });
      await expect(store.lastPosition()).rejects.toBeInstanceOf(StoreUnavailableError);
      await store.close();
      server.close();
      return names[0];
    };

    it('name no server where the host is an IP address, of which Node.js warns', async () => {
      expect(await nameSent(files!, (port) => `127.0.0.1:${port}`)).toBe(false);
      expect(await nameSent(files!, (port) => `127.0.0.1:${port},127.0.0.1:${port}`)).toBe(false);
      const named = selfSigned(folder, 'DNS:localhost', 'named')!;
      expect(await nameSent(named, (port) => `localhost:${port}`)).toBe('localhost');
    });

    it('hold a certificate against an IP address all the same', async () => {
      const named = selfSigned(folder, 'DNS:localhost', 'named')!;
      const store = new EventStoreDbEventStore({
        url: `esdb://${user}127.0.0.1:${double.port}?tlsCAFile=${encodeURIComponent(named.certificate)}`,
        deadline: 1_000,
      });
      await expect(store.lastPosition()).rejects.toMatchObject({ isMisconfigured: true });
      await store.close();
      const other = await EventStoreDbDouble.start({
        tls: { key: readFileSync(named.key), certificate: readFileSync(named.certificate) },
      });
      const wrong = new EventStoreDbEventStore({
        url: `esdb://127.0.0.1:${other.port}?tlsCAFile=${encodeURIComponent(named.certificate)}`,
        deadline: 1_000,
      });
      await expect(wrong.lastPosition()).rejects.toMatchObject({ isMisconfigured: true });
      await wrong.close();
      await other.close();
    });

    it.each([
      ['without credentials', ''],
      ['with a wrong password', 'ops:wrong@'],
    ])('refuse at once %s', async (_, wrong) => {
      const error = await append(wrong, trusted());
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error).toMatchObject({ isMisconfigured: true });
      expect((error as Error).message).toContain('refused the credentials');
    });

    it('do not speak to a server whose certificate no known authority signed', async () => {
      const error = await append(user, 'tls=true');
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error).toMatchObject({ isMisconfigured: true, message: expect.stringContaining('tlsCAFile') as string });
    });

    describe.each([
      ['of several hosts', (port: number) => `esdb://@127.0.0.1:${port},127.0.0.1:${port}`],
      ['behind one name', (port: number) => `esdb+discover://@127.0.0.1:${port}`],
    ])('of a cluster %s', (__, urlOf) => {
      const failureOf = async (login: string, query: string): Promise<unknown> => {
        const url = `${urlOf(double.port).replace('@', login)}?${query}&discoveryInterval=5`;
        const store = new EventStoreDbEventStore({ url });
        try {
          return await store.lastPosition();
        } catch (error) {
          return error;
        } finally {
          await store.close();
        }
      };

      it('let in who is trusted both ways', async () => {
        expect(await failureOf(user, trusted())).not.toBeInstanceOf(Error);
      });

      it('end an unknown authority and wrong credentials as wrong settings', async () => {
        expect(await failureOf(user, 'tls=true')).toMatchObject({
          ...{ isMisconfigured: true, message: expect.stringContaining('tlsCAFile') as string },
        });
        expect(await failureOf('ops:wrong@', trusted())).toMatchObject({
          ...{ isMisconfigured: true, message: expect.stringContaining('refused the credentials') as string },
        });
      });

      it('wait for one that is away', async () => {
        const elsewhere = new EventStoreDbEventStore({
          url: `${urlOf(1).replace('@', '')}?${trusted()}&maxDiscoverAttempts=1`,
          deadline: 300,
        });
        await expect(elsewhere.lastPosition()).rejects.toMatchObject({ isMisconfigured: false });
        await elsewhere.close();
      });
    });
  },
);
