import {
  openPostgresReadModels,
  queryReadModels,
  ReadModelsUnavailableError,
  SqlRefusedError,
} from '@ledger/projections';
import { postgresForTests } from '@ledger/projections/testing';

describe('SQL on read models in PostgreSQL', () => {
  const postgres = postgresForTests();
  let url: string;
  beforeAll(async () => {
    url = await postgres.server.createDatabase();
    await (await openPostgresReadModels({ url })).close();
  });

  it('answers from the views for analysts', async () => {
    const answer = await queryReadModels(
      { url },
      'select count(*)::int as journeys, now() is not null as now from journeys',
    );
    expect(answer).toEqual({ columns: ['journeys', 'now'], rows: [[0, true]] });
    const { rows } = await queryReadModels({ url });
    expect(rows).toContainEqual(['journeys', 'started_at', 'timestamp with time zone']);
  });

  it.each([
    'with gone as (delete from projection_checkpoints returning name) select * from gone',
    "select set_config('transaction_read_only', 'off', true), nextval('nowhere')",
    'select * from nowhere',
    '$$a$$; drop table projection_checkpoints',
    "select 'it\\'; drop table projection_checkpoints; --'",
  ])('refuses %j', async (text) => {
    await expect(queryReadModels({ url }, text)).rejects.toBeInstanceOf(SqlRefusedError);
    expect((await queryReadModels({ url }, 'select count(*)::int from projection_checkpoints')).columns).toEqual([
      'count',
    ]);
  });

  it('says that the database does not answer', async () => {
    const away = new URL(url);
    away.pathname = '/nowhere';
    await expect(queryReadModels({ url: away.href }, 'select 1')).rejects.toBeInstanceOf(ReadModelsUnavailableError);
  });
});
