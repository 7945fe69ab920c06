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
    "select set_config('role', 'none', true), query_to_xml('select 1', true, true, '')",
    `select "set_config"('role', 'none', true)`,
    `select U&"set\\005fconfig"('role', 'none', true)`,
    '$$a$$; drop table projection_checkpoints',
    "select 'it\\'; drop table projection_checkpoints; --'",
  ])('refuses %j', async (text) => {
    await expect(queryReadModels({ url }, text)).rejects.toBeInstanceOf(SqlRefusedError);
    expect((await queryReadModels({ url }, 'select count(*)::int from projections')).columns).toEqual(['count']);
  });

  it.each([
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    'select name from public.projection_checkpoints',
    'select rolpassword from pg_authid',
  ])('has the rights of the role analyst, also for a superuser: %j', async (text) => {
    await expect(queryReadModels({ url }, text)).rejects.toThrow(/permission denied/);
    expect((await queryReadModels({ url }, 'select current_user::text')).rows).toEqual([['analyst']]);
  });

  it('stops a query at its time limit', async () => {
    const slow = queryReadModels({ url }, 'select pg_sleep(60)', { timeLimitMs: 200 });
    await expect(slow).rejects.toThrow(/stopped after 0\.2 s/);
  });

  it('says that the database does not answer', async () => {
    const away = new URL(url);
    away.pathname = '/nowhere';
    await expect(queryReadModels({ url: away.href }, 'select 1')).rejects.toBeInstanceOf(ReadModelsUnavailableError);
  });
});
