import { openSqliteReadModels, ProjectionOrderError, type Projection } from '@ledger/projections';

function projection(name: string, after?: readonly string[]): Projection {
  return { name, version: 1, categories: [], after, tables: [], apply: () => Promise.resolve() };
}

describe('the order of projections', () => {
  it.each<[string, readonly Projection[], string]>([
    [
      'a projection before one that it needs',
      [projection('deadlines', ['journeys']), projection('journeys')],
      'The projection deadlines is applied before journeys, whose rows it needs; list journeys first.',
    ],
    [
      'a projection that needs one that is not there',
      [projection('journeys'), projection('deadlines', ['journeys', 'rules'])],
      'The projection deadlines needs the rows of rules; there is no such projection.',
    ],
    [
      'a projection that needs itself',
      [projection('journeys', ['journeys'])],
      'The projection journeys is applied before journeys, whose rows it needs; list journeys first.',
    ],
    [
      'two projections of one name',
      [projection('journeys'), projection('journeys')],
      'There are two projections named journeys; rename one of them.',
    ],
  ])('keeps read models with %s from opening', async (_what, projections, message) => {
    const opening = openSqliteReadModels({ path: ':memory:', projections });
    await expect(opening).rejects.toThrow(new ProjectionOrderError(message));
  });

  it('lets projections follow those that they need', async () => {
    const projections = [projection('rules'), projection('journeys'), projection('deadlines', ['journeys', 'rules'])];
    const database = await openSqliteReadModels({ path: ':memory:', projections });
    expect(database.projections).toEqual(projections);
    await database.close();
  });
});
