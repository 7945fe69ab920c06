import { postgresForTests } from '@ledger/projections/testing';
import { describeWithData } from '../support/shared-data';
import { timelinesOf } from './exported-timelines';
import { expectedView, expectFigures, HELPDESK, ImportedLog, SERVICENOW } from './imported-log';

const postgres = postgresForTests();

describeWithData('helpdesk', 'the log of a help desk, with read models in PostgreSQL', () => {
  it('gives the published figures', async () => {
    const imported = await ImportedLog.of(HELPDESK, { DATABASE_URL: await postgres.server.createDatabase() });
    try {
      await imported.discover();
      const { position } = JSON.parse((await imported.import()).out) as { position: string };
      const timelines = timelinesOf(await imported.export('timeline.csv', { atLeast: position }));
      expectFigures(timelines, await expectedView(HELPDESK));
    } finally {
      await imported.remove();
    }
  }, 600_000);
});

describeWithData('servicenow', 'the log of incidents', () => {
  it('gives the published figures, and a second import appends nothing', async () => {
    const imported = await ImportedLog.of(SERVICENOW);
    try {
      expect((await imported.discover()).exitCode).toBe(0);
      const run = await imported.import();
      expect(run.exitCode).toBe(0);
      expect(run.err).toMatch(/^import: 1 event is earlier than the one before in the same case/);
      const first = JSON.parse(run.out) as { position: string };
      const expected = await expectedView(SERVICENOW);
      const accepted = expected.cases + expected.events;
      expect(accepted).toBe(24_918 + 88_949);
      const refused = { refused: 5, unreadable: 5, codes: { STATE_INVALID: 5 } };
      expect(first).toMatchObject({ accepted, repeated: 0, ...refused });
      const timelines = timelinesOf(await imported.export('timeline.csv', { atLeast: first.position }));
      expectFigures(timelines, expected);
      const second = JSON.parse((await imported.import()).out) as object;
      expect(second).toMatchObject({ accepted, repeated: accepted, ...refused });
    } finally {
      await imported.remove();
    }
  }, 1_800_000);
});
