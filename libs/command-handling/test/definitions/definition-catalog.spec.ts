import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { ChainVerifier, RevisionConflictError, streamName, UpcasterRegistry } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { definitionHash } from '@ledger/journey';
import { checkSubmission, type DefinitionCatalog, type RuledDefinitions } from '@ledger/command-handling';

let time: FakeTime;
let store: InMemoryEventStore;
let catalog: DefinitionCatalog;
let definitions: RuledDefinitions;

/** As small as a definition can be. */
const small = { id: 'Small', version: 1, initial: 'ONLY', states: { ONLY: { final: true } } } as const;

beforeEach(() => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  ({ catalog, definitions } = new CommandHandlingFixture(store, time));
});

const publish = (input: unknown, to: DefinitionCatalog = catalog) => to.publish('default', input, CALLER);

describe('publishing', () => {
  it('appends the version with its hash and document, and gives it back', async () => {
    const outcome = await publish(PAYMENT_DEFINITION);
    expect(outcome).toMatchObject({
      kind: 'published',
      definition: {
        definitionId: 'Payment',
        version: 1,
        hash: definitionHash(PAYMENT_DEFINITION),
        document: PAYMENT_DEFINITION,
        publishedAt: '2026-01-31T12:00:00.000Z',
        retired: false,
      },
      report: { valid: true },
    });
    const [event] = store.ledger.events;
    expect(event).toMatchObject({ stream: 'definition.default-Payment', type: 'DefinitionPublished', revision: 0n });
    expect(JSON.parse(event?.data ?? '')).toMatchObject({
      definitionId: 'Payment',
      version: 1,
      document: PAYMENT_DEFINITION,
    });
  });

  it('keeps what the check warned of', async () => {
    const slow = {
      ...small,
      initial: 'WAIT',
      states: { WAIT: { transitions: [{ target: 'ONLY' }] }, ONLY: { final: true } },
    };
    const outcome = await publish(slow);
    expect(outcome).toMatchObject({
      kind: 'published',
      definition: { warnings: [{ code: 'STATE_WITHOUT_TIMEOUT', message: expect.any(String) as string }] },
    });
    expect((await catalog.get('default', 'Small', 1))?.warnings).toHaveLength(1);
  });

  describe('a version with a pattern that was stored before publishing refused it', () => {
    const document = { ...small, context: { properties: { pin: { pattern: '^(?!0000)' } } } };
    const warnings = [{ code: 'PATTERN_BACKTRACKS', path: '/context/properties/pin/pattern' }];
    let later: CommandHandlingFixture;
    beforeEach(async () => {
      expect(await publish(document)).toMatchObject({ kind: 'refused', code: 'DEFINITION_INVALID' });
      await publish(small);
      const stored = { document, hash: definitionHash(document) };
      const upcasters = new UpcasterRegistry([
        { type: 'DefinitionPublished', from: 1, upcast: (data) => ({ ...data, ...stored }) },
      ]);
      later = new CommandHandlingFixture(store, time, upcasters);
    });

    it('is shown with a warning', async () => {
      expect((await later.catalog.get('default', 'Small', 1))?.warnings).toMatchObject(warnings);
    });

    it.each([
      ['as it is', document],
      ['without its version', { ...document, version: undefined }],
    ])('is published already, not invalid, if it comes again %s', async (_how, again) => {
      const { version, ...unnumbered } = again;
      const input = version === undefined ? unnumbered : again;
      expect(await later.catalog.publish('default', input, CALLER)).toMatchObject({
        kind: 'already-published',
        definition: { version: 1 },
        report: { valid: true, errors: [], warnings },
      });
      expect(store.ledger.events).toHaveLength(1);
    });
  });

  it('the same version with the same content again appends nothing', async () => {
    await publish(small);
    const keysInAnotherOrder = { states: small.states, initial: 'ONLY', version: 1, id: 'Small' };
    expect(await publish(keysInAnotherOrder)).toMatchObject({ kind: 'already-published', definition: { version: 1 } });
    expect(store.ledger.events).toHaveLength(1);
  });

  it('the same version with another content is refused with a sentence', async () => {
    await publish(small);
    expect(await publish({ ...small, title: 'Other' })).toMatchObject({
      kind: 'refused',
      code: 'DEFINITION_VERSION_TAKEN',
      reason: expect.stringContaining('version 2') as string,
    });
    expect(store.ledger.events).toHaveLength(1);
  });

  it('a version that is not above the last one is refused with a sentence', async () => {
    await publish({ ...small, version: 5 });
    expect(await publish({ ...small, version: 4 })).toMatchObject({
      kind: 'refused',
      code: 'DEFINITION_VERSION_STALE',
      reason: expect.stringContaining('version 6') as string,
    });
    expect(await publish({ ...small, version: 9 })).toMatchObject({ kind: 'published', definition: { version: 9 } });
  });

  it('without a version takes the next one, unless nothing else differs from the newest', async () => {
    const { version: _version, ...unversioned } = small;
    expect(await publish(unversioned)).toMatchObject({ kind: 'published', definition: { version: 1 } });
    expect(await publish(unversioned)).toMatchObject({ kind: 'already-published', definition: { version: 1 } });
    expect(await publish({ ...unversioned, title: 'Second' })).toMatchObject({ definition: { version: 2 } });
    expect(await publish(unversioned)).toMatchObject({ kind: 'published', definition: { version: 3 } });
  });

  it('that was checked in another thread is not checked again: what was found there counts', async () => {
    const { report } = checkSubmission({ ...small, initial: 'NOWHERE' });
    const warnings = [{ code: 'STATE_WITHOUT_TIMEOUT', path: '/states/ONLY', message: 'Found elsewhere.' }] as const;
    const checked = { report: { ...report, valid: true, errors: [], warnings }, isNumbered: false };
    const found = { definition: { version: 1, warnings }, report: { warnings } };
    expect(await catalog.publishChecked('default', checked, { actor: CALLER })).toMatchObject({
      kind: 'published',
      ...found,
    });
    expect(await catalog.publishChecked('default', checked, { actor: CALLER })).toMatchObject({
      kind: 'already-published',
      ...found,
    });
    const { document } = report;
    if (document === undefined) throw new Error('the document was not read');
    const other = { ...checked, report: { ...checked.report, document: { ...document, title: 'Second' } } };
    const outcome = await catalog.publishChecked('default', other, { actor: CALLER });
    expect(outcome.kind === 'published' && outcome.definition).toMatchObject({ version: 2 });
    expect(outcome.kind === 'published' && outcome.definition.hash).toBe(
      definitionHash({ ...document, title: 'Second', version: 2 }),
    );
  });

  it('takes JSON and YAML text', async () => {
    expect(await publish(JSON.stringify(small))).toMatchObject({ kind: 'published' });
    const yaml = 'id: Small\nversion: 2\ninitial: ONLY\nstates:\n  ONLY: { final: true }\n';
    expect(await publish(yaml)).toMatchObject({ kind: 'published', definition: { version: 2 } });
  });

  it.each([
    ['errors of the static check', { ...small, initial: 'NOWHERE' }, 'INITIAL_UNKNOWN'],
    ['something other than a definition', 42, 'SCHEMA_INVALID'],
    ['an id that no stream can be named by', { ...small, id: '../etc' }, 'SCHEMA_INVALID'],
    ['text that is neither JSON nor YAML', '{"id": [}', 'UNREADABLE'],
  ])('refuses %s, and appends nothing', async (_what, input, code) => {
    const outcome = await publish(input);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'DEFINITION_INVALID', report: { valid: false } });
    expect(outcome.report.errors.map((error) => error.code)).toContain(code);
    expect(outcome.kind === 'refused' && outcome.reason).toMatch(/^The definition was not published: /);
    expect(store.ledger.events).toEqual([]);
  });

  it('of one version by several processes at once: one is published, the others are told', async () => {
    const processes = Array.from({ length: 4 }, () => new CommandHandlingFixture(new SharedEventStore(store), time));
    const outcomes = await Promise.all(
      processes.map((process, index) => publish({ ...small, title: `By ${index}` }, process.catalog)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'published')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.kind !== 'published') expect(outcome).toMatchObject({ code: 'DEFINITION_VERSION_TAKEN' });
    }
    expect(store.ledger.events).toHaveLength(1);
  });

  it('gives up where others always publish first', async () => {
    const conflict = new RevisionConflictError(streamName('definition.default-Small'), 'NO_STREAM', 0n);
    jest.spyOn(store, 'append').mockRejectedValue(conflict);
    expect(await publish(small)).toMatchObject({ kind: 'refused', code: 'REVISION_CONFLICT' });
  });

  it('chains the events of a definition', async () => {
    await publish(small);
    await publish({ ...small, version: 2 });
    await catalog.retire('default', { definitionId: 'Small', version: 1, reason: 'old' }, { actor: CALLER });
    const verifier = new ChainVerifier();
    expect(store.ledger.events.flatMap((event) => verifier.check(event))).toEqual([]);
    expect(store.ledger.events).toHaveLength(3);
  });
});

describe('checking', () => {
  it('reports and publishes nothing', () => {
    expect(checkSubmission(PAYMENT_DEFINITION).report).toMatchObject({ valid: true, errors: [] });
    expect(checkSubmission({ ...small, initial: 'NOWHERE' }).report).toMatchObject({ valid: false });
    expect(checkSubmission('{').report).toMatchObject({ valid: false, errors: [{ code: 'UNREADABLE' }] });
    expect(store.ledger.events).toEqual([]);
  });
});

describe('reading', () => {
  it('gives a version, and the newest where none is named', async () => {
    await publish(small);
    await publish({ ...small, version: 3, title: 'Third' });
    expect(await catalog.get('default', 'Small', 1)).toMatchObject({ version: 1 });
    expect(await catalog.get('default', 'Small')).toMatchObject({ version: 3, document: { title: 'Third' } });
    expect(await catalog.get('default', 'Small', 2)).toBeUndefined();
    expect(await catalog.get('default', 'None')).toBeUndefined();
    expect(await catalog.get('default', '../etc')).toBeUndefined();
    expect(await catalog.get('acme', 'Small')).toBeUndefined();
  });

  it('gives what was published before this process began', async () => {
    await publish(small);
    const later = new CommandHandlingFixture(store, time);
    expect(await later.catalog.get('default', 'Small', 1)).toMatchObject({ version: 1 });
    expect((await later.definitions.resolve('default', 'Small'))?.initial).toBe('ONLY');
  });

  it('compiles a version once for all who ask for it first and at once', async () => {
    await publish(PAYMENT_DEFINITION);
    const { definitions: restarted } = new CommandHandlingFixture(store, time);
    const found = await Promise.all(
      Array.from({ length: 8 }, () => restarted.resolve('default', PAYMENT_DEFINITION.id, 1)),
    );
    expect(found[0]).toBeDefined();
    expect(new Set(found).size).toBe(1);
  });

  it('compiles a version once', async () => {
    await publish(small);
    const compiled = await definitions.resolve('default', 'Small', 1);
    expect(compiled?.hash).toBe(definitionHash(small));
    expect(await definitions.resolve('default', 'Small')).toBe(compiled);
    expect(definitions.compiled('default', 'Small', 1)).toBe(compiled);
    expect(definitions.compiled('default', 'Small', 2)).toBeUndefined();
    expect(definitions.compiled('acme', 'Small', 1)).toBeUndefined();
  });

  it('lists every definition of a tenant with its versions, those that came since the last time as well', async () => {
    expect(await catalog.list('default')).toEqual([]);
    await publish({ ...small, title: 'First' });
    await publish({ ...small, id: 'Another' });
    await catalog.publish('acme', { ...small, id: 'Theirs' }, CALLER);
    const version = { publishedAt: '2026-01-31T12:00:00.000Z', retired: false, hash: expect.any(String) as string };
    const published = expect.objectContaining({ type: 'DefinitionPublished', actor: CALLER, version: 1 }) as object;
    expect(await catalog.list('default')).toEqual([
      {
        definitionId: 'Another',
        title: null,
        current: { version: 1, since: published },
        versions: [{ version: 1, ...version }],
      },
      {
        definitionId: 'Small',
        title: 'First',
        current: { version: 1, since: published },
        versions: [{ version: 1, ...version }],
      },
    ]);
    await publish({ ...small, version: 2, title: 'Second' });
    expect((await catalog.list('default'))[1]).toMatchObject({
      title: 'Second',
      versions: [{ version: 1 }, { version: 2 }],
    });
    const elsewhere = new CommandHandlingFixture(new SharedEventStore(store), time).catalog;
    expect(await elsewhere.list('default')).toEqual(await catalog.list('default'));
  });
});

describe('retiring', () => {
  beforeEach(async () => {
    await publish(PAYMENT_DEFINITION);
    await publish({ ...PAYMENT_DEFINITION, version: 2 });
  });

  const retire = (version: number) =>
    catalog.retire('default', { definitionId: 'Payment', version, reason: 'superseded' }, { actor: CALLER });

  it('lets no journey start under a version; the newest other one is taken', async () => {
    expect(await retire(2)).toMatchObject({ kind: 'changed', change: { type: 'DefinitionRetired', version: 2 } });
    const handling = new CommandHandlingFixture(store, time);
    expect(await handling.start('s1', { definitionVersion: 2 })).toMatchObject({
      code: 'DEFINITION_NOT_FOUND',
      reason: expect.stringContaining('retired') as string,
    });
    expect(await handling.start('s1')).toMatchObject({ outcome: 'CREATED', journey: { definitionVersion: 1 } });
    await retire(1);
    expect(await new CommandHandlingFixture(store, time).start('s2')).toMatchObject({
      code: 'DEFINITION_NOT_FOUND',
      reason: expect.stringContaining('Every version') as string,
    });
  });

  it('leaves journeys that run under it alone', async () => {
    const handling = new CommandHandlingFixture(store, time);
    await handling.start('s1', { definitionVersion: 2 });
    await handling.catalog.retire('default', { definitionId: 'Payment', version: 2, reason: 'x' }, { actor: CALLER });
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
    expect(await new CommandHandlingFixture(store, time).move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('a second time appends nothing, and an unknown version is refused', async () => {
    await retire(2);
    const before = store.ledger.events.length;
    expect(await retire(2)).toMatchObject({ kind: 'unchanged', change: { type: 'DefinitionRetired', version: 2 } });
    expect(await retire(7)).toMatchObject({ kind: 'refused', code: 'DEFINITION_NOT_FOUND' });
    expect(store.ledger.events).toHaveLength(before);
  });
});
