import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { StoreUnavailableError } from '@ledger/event-store';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbAccess, EventStoreDbEventStore } from '../src';
import { EventStoreDbDouble, selfSigned } from '../src/testing';
import { newEvent, newStream } from './ledger.test-support';

const folder = mkdtempSync(join(tmpdir(), 'ledger-access-'));
const files = selfSigned(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const ADMIN = { username: 'admin', password: 'of-the-admin' };
const KINDS = ['journey', 'definition'];

(files === undefined ? describe.skip : describe)(
  `rights on the event store server${files === undefined ? ' (not here: there is no openssl command)' : ''}`,
  () => {
    let double: EventStoreDbDouble;
    beforeEach(async () => {
      const tls = { key: readFileSync(files!.key), certificate: readFileSync(files!.certificate) };
      const accounts = [
        { ...ADMIN, groups: ['$admins'] },
        { username: 'other', password: 'of-another', groups: [] },
      ];
      double = await EventStoreDbDouble.start({ tls, accounts });
    });
    afterEach(() => double.close());

    const urlOf = (login: string): string =>
      `esdb://${login}@127.0.0.1:${double.port}?tlsCAFile=${encodeURIComponent(files!.certificate)}`;
    const access = (login = 'ledger:of-the-ledger'): EventStoreDbAccess => new EventStoreDbAccess(urlOf(login));
    const codesOf = async (login?: string): Promise<readonly string[]> =>
      (await access(login).check(KINDS)).findings.map(({ code }) => code);

    async function setUp(): Promise<void> {
      await access().apply(await access().plan(ADMIN), ADMIN);
    }

    /** As a user of the server does who is not the ledger. */
    async function metadataBy(login: string, stream: string, metadata: object): Promise<unknown> {
      const client = EventStoreDBClient.connectionString(urlOf(login));
      const event = jsonEvent({ type: '$metadata', data: { ...metadata } });
      try {
        return await client.appendToStream(`$$${stream}`, event);
      } catch (error) {
        return error;
      } finally {
        await client.dispose();
      }
    }

    async function append(login: string, stream = newStream()): Promise<unknown> {
      const store = new EventStoreDbEventStore({ url: urlOf(login), deadline: 2_000 });
      try {
        return await store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
      } catch (error) {
        return error;
      } finally {
        await store.close();
      }
    }

    it('let every user write at first, and the ledger’s account neither read all nor see that', async () => {
      expect(await append('other:of-another')).toMatchObject({ revision: 0n });
      expect(await codesOf('other:of-another')).toEqual(['ALL_UNREADABLE', 'DEFAULTS_UNREADABLE']);
    });

    it('are the ledger’s alone once they are set up', async () => {
      const plan = await access().plan(ADMIN);
      expect(plan.createsAccount).toBe(true);
      expect(plan.writes.map(({ stream }) => stream)).toEqual(['$settings', '$$$all', '$$$settings']);
      await access().apply(plan, ADMIN);
      expect(await access().check(KINDS)).toEqual({ account: 'ledger', findings: [] });
      expect(await append('ledger:of-the-ledger')).toMatchObject({ revision: 0n });
      expect(await append('other:of-another')).toBeInstanceOf(StoreUnavailableError);
      const store = new EventStoreDbEventStore({ url: urlOf('ledger:of-the-ledger') });
      expect(await store.lastPosition()).toBeDefined();
      await store.close();
    });

    it('are set up once: the second plan writes nothing', async () => {
      await setUp();
      expect(await access().plan(ADMIN)).toEqual({ account: 'ledger', createsAccount: false, writes: [] });
    });

    it('are kept where they concern others: readers of all, and the rights to the server’s own streams', async () => {
      const own = { $systemStreamAcl: { $r: '$admins' }, kept: true };
      const client = EventStoreDBClient.connectionString(urlOf('admin:of-the-admin'));
      await client.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data: own }));
      await client.dispose();
      await metadataBy('admin:of-the-admin', '$all', { $acl: { $r: ['auditor'] }, note: 'theirs' });
      const { writes } = await access().plan(ADMIN);
      expect(writes[0]?.data).toMatchObject(own);
      expect(writes[1]?.data).toEqual({
        $acl: { $r: ['ledger', '$admins', 'auditor'], $mr: ['ledger', '$admins'] },
        note: 'theirs',
      });
    });

    it('are refused under a document that was changed after the plan', async () => {
      const plan = await access().plan(ADMIN);
      await setUp();
      await expect(access().apply({ ...plan, createsAccount: false }, ADMIN)).rejects.toThrow();
    });

    it('are found open in the metadata of a single stream, and so is what truncates it', async () => {
      await setUp();
      const [stream, short] = [newStream(), newStream()];
      await metadataBy('admin:of-the-admin', stream, { $acl: { $w: ['ledger', 'other'] } });
      await metadataBy('admin:of-the-admin', short, { $maxCount: 5, $tb: 2 });
      await metadataBy('admin:of-the-admin', 'foreign-1', { $maxCount: 5 });
      const { findings } = await access().check(KINDS);
      expect(findings).toEqual([
        { code: 'WRITE_OPEN', stream, message: `other may append to ${stream}, by its own access list.` },
        {
          code: 'TRUNCATED',
          stream: short,
          message: `${short} has $maxCount and $tb in its metadata, by which the server drops events.`,
        },
      ]);
      expect(await append('other:of-another', stream)).toMatchObject({ revision: 0n });
      expect(await metadataBy('other:of-another', stream, { $tb: 1 })).toBeInstanceOf(Error);
    });

    it('are found open for a superuser, who is a finding as well', async () => {
      expect(await codesOf('admin:of-the-admin')).toEqual(['SUPERUSER', 'WRITE_OPEN', 'DELETE_OPEN', 'METADATA_OPEN']);
      await setUp();
      expect(await codesOf('admin:of-the-admin')).toContain('SUPERUSER');
    });

    it('are not asked for under a wrong password', async () => {
      await expect(access('admin:wrong').check(KINDS)).rejects.toMatchObject({ isMisconfigured: true });
      await expect(access().plan({ ...ADMIN, password: 'wrong' })).rejects.toMatchObject({ isMisconfigured: true });
      await expect(access().plan({ username: 'other', password: 'of-another' })).rejects.toThrow(
        /does not let other read \$settings/,
      );
    });
  },
);

describe('a server without TLS', () => {
  it.each([undefined, '22.10.1'])('knows no users, of version %s', async (serverVersion) => {
    const double = await EventStoreDbDouble.start(serverVersion === undefined ? {} : { serverVersion });
    const client = EventStoreDBClient.connectionString(double.url);
    await client.setStreamMetadata('journey.default-1', { maxAge: 60 });
    await client.dispose();
    const access = new EventStoreDbAccess(double.url);
    const { account, findings } = await access.check(KINDS);
    expect([account, findings.map(({ code }) => code)]).toEqual([undefined, ['NO_USERS', 'TRUNCATED']]);
    expect(() => access.plan(ADMIN)).toThrow(TypeError);
    await double.close();
  });
});
