import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { CALLER, CommandHandlingFixture } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import first from '../../../../definitions/customer-journey-state.json';
import second from '../../../../definitions/customer-journey-state.v2.json';
import type { LedgerAccess } from '../access/ledger-access';
import { readConfig } from '../config/read-config';
import type { JourneyExistence } from './journey-existence';
import { ShippedDefinitions } from './shipped-definitions';

const { id } = first;

describe('the definitions that are published at start', () => {
  let folder: string;
  let tenants: readonly string[];
  let catalog: CommandHandlingFixture['catalog'];
  let warned: jest.SpyInstance;
  beforeEach(() => {
    tenants = ['default'];
    folder = mkdtempSync(join(tmpdir(), 'ledger-definitions-'));
    ({ catalog } = new CommandHandlingFixture(new InMemoryEventStore()));
    warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    jest.restoreAllMocks();
  });

  async function start(
    settings: Readonly<Record<string, string>> = {},
    hasJourneys = false,
  ): Promise<readonly number[] | undefined> {
    const existence = { hasJourneys: () => Promise.resolve(hasJourneys) } as unknown as JourneyExistence;
    const access = { streams: { tenants: () => Promise.resolve(tenants) } } as unknown as LedgerAccess;
    await new ShippedDefinitions(catalog, existence, readConfig(settings), access).onApplicationBootstrap();
    const listed = await catalog.list('default');
    return listed.find(({ definitionId }) => definitionId === id)?.versions.map(({ version }) => version);
  }
  const publish = (document: object) => catalog.publish('default', document, CALLER);

  it('are published in every tenant', async () => {
    await start();
    expect(await catalog.list('acme')).toEqual([]);
    tenants = ['default', 'acme'];
    await start();
    const hashes = async (tenant: string) =>
      (await catalog.list(tenant)).flatMap(({ versions }) => versions.map(({ hash }) => hash));
    expect(await hashes('acme')).toEqual(await hashes('default'));
  });

  it('are checked once, in however many tenants they are published', async () => {
    const published = jest.spyOn(catalog, 'publishChecked');
    tenants = ['default', 'acme'];
    await start();
    await start();
    const checked = new Set(published.mock.calls.map(([, checked]) => checked));
    expect([published.mock.calls.length > checked.size, checked.size]).toEqual([true, 2]);
  });

  it('are both versions of the payment call where there is none', async () => {
    expect(await start()).toEqual([1, 2]);
    expect(await start({}, true)).toEqual([1, 2]);
  });

  it.each([
    ['has no journeys', false, [1, 2]],
    ['has journeys', true, [1]],
  ])('have version 2 behind the shipped version 1 as the newest if it %s', async (_, hasJourneys, versions) => {
    await publish(first);
    expect(await start({}, hasJourneys)).toEqual(versions);
    expect(warned).not.toHaveBeenCalled();
  });

  it('have no version 2 where version 1 was retired', async () => {
    await publish(first);
    await catalog.retire('default', { definitionId: id, version: 1, reason: 'Not used here' }, { actor: CALLER });
    expect(await start()).toEqual([1]);
  });

  it.each([
    ['1', [{ ...second, version: 1 }], [1]],
    ['2', [{ ...second, title: 'Ours' }], [2]],
    ['2, after the shipped version 1', [first, { ...second, title: 'Ours' }], [1, 2]],
    [
      '3, after another version 1',
      [
        { ...second, version: 1 },
        { ...second, version: 3 },
      ],
      [1, 3],
    ],
  ])('leave an own version %s as it is, with a warning', async (_, documents, versions) => {
    for (const document of documents) expect(await publish(document)).toMatchObject({ kind: 'published' });
    expect(await start()).toEqual(versions);
    expect(warned.mock.calls).toEqual([[expect.stringMatching(/was published with other content and never changes/)]]);
  });

  it('are every file of an own folder in the order of the versions, whether or not there are journeys', async () => {
    writeFileSync(join(folder, '10.json'), JSON.stringify({ ...second, version: 10 }));
    writeFileSync(join(folder, '9.json'), JSON.stringify({ ...second, version: 9 }));
    expect(await start({ DEFINITIONS_DIR: folder }, true)).toEqual([9, 10]);
  });
});
