import { DefinitionCheck } from './definition-check';

/** Many properties with defaults, in as many bytes as a document may have. */
function definition(properties: number): object {
  const names = Array.from({ length: properties }, (_, i) => [`property${i}`, { type: 'number', default: i }] as const);
  return {
    ...{ id: 'Large', version: 1, initial: 'ONLY', states: { ONLY: { final: true } } },
    context: { type: 'object', properties: Object.fromEntries(names) },
  };
}

describe('the check of a large document', () => {
  let check: DefinitionCheck;
  afterEach(() => check.onApplicationShutdown());

  it('is the check that small ones get', async () => {
    check = new DefinitionCheck({ milliseconds: 60_000, megabytes: 256 });
    const [valid, invalid, unreadable] = await Promise.all([
      check.check(definition(400)),
      check.check({ ...definition(400), initial: 'NOWHERE' }),
      check.check(`{${' '.repeat(9_000)}`),
    ]);
    expect(valid).toMatchObject({ valid: true, errors: [], hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(invalid.errors).toMatchObject([{ code: 'INITIAL_UNKNOWN' }]);
    expect(unreadable.errors).toMatchObject([{ code: 'UNREADABLE' }]);
  });

  it('ends where it takes too long, and the next one is checked all the same', async () => {
    check = new DefinitionCheck({ milliseconds: 1, megabytes: 256 });
    const large = definition(900);
    for (const report of await Promise.all([check.check(large), check.check(large)])) {
      expect(report).toMatchObject({ valid: false, errors: [{ code: 'DEFINITION_TOO_COSTLY' }] });
    }
    expect(await check.check(definition(1))).toMatchObject({ valid: true });
  });
});
