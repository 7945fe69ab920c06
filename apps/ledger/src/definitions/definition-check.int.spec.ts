import type { DefinitionReport } from '@ledger/journey';
import { DefinitionCheck } from './definition-check';

/** Many properties with defaults, in as many bytes as a document may have. */
function definition(properties: number) {
  const names = Array.from({ length: properties }, (_, i) => [`property${i}`, { type: 'number', default: i }] as const);
  return {
    ...{ id: 'Large', version: 1, initial: 'ONLY', states: { ONLY: { final: true } } },
    context: { type: 'object', properties: Object.fromEntries(names) },
  };
}

/** As many properties as are allowed, and patterns that the engine compiles to large programs: some 45 MB in 30 KB. */
function largePrograms(): object {
  const patterns = Array.from({ length: 60 }, (_, i) => [`p${i}`, { pattern: `^(?:[a-z]{700}|${i})$` }] as const);
  const { context, ...rest } = definition(800);
  return { ...rest, context: { ...context, properties: { ...context.properties, ...Object.fromEntries(patterns) } } };
}

describe('the check of a large document', () => {
  let check: DefinitionCheck;
  const reportOf = async (input: unknown): Promise<DefinitionReport> => (await check.check(input)).report;
  afterEach(() => check.onApplicationShutdown());

  it('is the check that small ones get', async () => {
    check = new DefinitionCheck({ milliseconds: 60_000, megabytes: 256 });
    const [valid, invalid, unreadable] = await Promise.all([
      reportOf(definition(400)),
      reportOf({ ...definition(400), initial: 'NOWHERE' }),
      reportOf(`{${' '.repeat(9_000)}`),
    ]);
    expect(valid).toMatchObject({ valid: true, errors: [], hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(invalid.errors).toMatchObject([{ code: 'INITIAL_UNKNOWN' }]);
    expect(unreadable.errors).toMatchObject([{ code: 'UNREADABLE' }]);
  });

  it('ends where it takes too long, and the next one is checked all the same', async () => {
    check = new DefinitionCheck({ milliseconds: 1, megabytes: 256 });
    const large = definition(900);
    for (const report of await Promise.all([reportOf(large), reportOf(large)])) {
      expect(report).toMatchObject({ valid: false, errors: [{ code: 'DEFINITION_TOO_COSTLY' }] });
    }
    expect(await reportOf(definition(1))).toMatchObject({ valid: true });
  });

  it('ends where it takes too much memory, and what was sent next is checked all the same', async () => {
    check = new DefinitionCheck({ milliseconds: 60_000, megabytes: 32 });
    const [refused, next] = await Promise.all([reportOf(largePrograms()), reportOf(definition(400))]);
    expect(refused).toEqual({
      valid: false,
      errors: [
        {
          code: 'DEFINITION_TOO_COSTLY',
          path: '',
          message:
            'Checking this definition takes more than 60 s or 32 MB; make it smaller, its context schema above all.',
        },
      ],
      warnings: [],
      policies: [],
    });
    expect(next).toMatchObject({ valid: true });
  });
});
