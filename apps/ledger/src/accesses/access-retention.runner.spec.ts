import { Logger } from '@nestjs/common';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { randomIds, systemClock } from '@ledger/runtime';
import type { LedgerAccess } from '../access/ledger-access';
import type { LedgerConfig } from '../config/ledger.config';
import { AccessRetentionRunner } from './access-retention.runner';

type Store = ConstructorParameters<typeof AccessRetentionRunner>[2];

/** As an event store server, which removes nothing. */
const withoutRemovals = (): Store => Object.assign(new InMemoryEventStore(), { removeContents: undefined });

function linesOfStart(store: Store, auditReads: LedgerConfig['auditReads']): readonly string[] {
  const log = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  const access = { streams: { tenants: () => Promise.resolve([]) } } as unknown as LedgerAccess;
  const runner = new AccessRetentionRunner(
    access,
    { accessRetentionDays: 400, auditReads },
    store,
    systemClock,
    randomIds,
  );
  runner.onApplicationBootstrap();
  const lines = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  void runner.beforeApplicationShutdown();
  return lines;
}

describe('a start with the record of reads', () => {
  it('says that it is kept where the store removes nothing', () => {
    expect(linesOfStart(withoutRemovals(), 'best-effort')).toEqual([
      expect.stringContaining('beyond ACCESS_RETENTION_DAYS'),
    ]);
  });

  it('says nothing where nothing is recorded, or where old days are removed', () => {
    expect(linesOfStart(withoutRemovals(), 'off')).toEqual([]);
    expect(linesOfStart(new InMemoryEventStore(), 'required')).toEqual([]);
  });
});
