import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { ALL_PERSONAL, maskedContext, NOTHING_PERSONAL, type DefinitionDocument } from '@ledger/journey';
import { JourneyPersonalData } from '../../src/definitions/journey-personal-data';

const CONTEXT = { phone: 'Zebra-4711', email: 'Zebra-4711', note: 'plain' };

/** A version that marks these properties. */
function marking(version: number, marked: readonly string[]): DefinitionDocument {
  const schemaOf = (name: string) => ({ type: 'string', ...(marked.includes(name) && { 'x-personal': true }) });
  const properties = Object.fromEntries(Object.keys(CONTEXT).map((name) => [name, schemaOf(name)]));
  return {
    ...{ id: 'Marks', version, initial: 'A', states: { A: { transitions: [{ target: 'B' }] }, B: { final: true } } },
    context: { type: 'object', properties },
    upgrade: { when: 'operator' },
  };
}

async function published(...documents: readonly DefinitionDocument[]) {
  const handling = new CommandHandlingFixture(new InMemoryEventStore());
  for (const document of documents) await handling.publish(document);
  const personal = new JourneyPersonalData(handling.catalog.cache, handling.cache);
  const start = (sessionId: string, definitionVersion: number) =>
    handling.start(sessionId, { definitionId: 'Marks', definitionVersion });
  const migrate = (sessionId: string, toVersion: number) =>
    handling.execute({ type: 'MigrateJourney', sessionId, toVersion, reason: 'newer' });
  const maskedOf = async (sessionId: string): Promise<readonly string[]> => {
    const journey = await handling.reader.get('default', sessionId);
    if (journey === undefined) throw new Error('There is no journey.');
    return maskedContext(CONTEXT, await personal.ofJourney('default', journey)).masked;
  };
  return { personal, start, migrate, maskedOf };
}

describe('what of a journey is personal', () => {
  it('is what its version marks, and no other version', async () => {
    const { start, maskedOf } = await published(marking(1, ['phone']), marking(2, ['email']), marking(3, []));
    await start('first', 1);
    await start('second', 2);
    await start('third', 3);
    expect(await maskedOf('first')).toEqual(['phone']);
    expect(await maskedOf('second')).toEqual(['email']);
    expect(await maskedOf('third')).toEqual([]);
  });

  it('is what any version marks that it ran', async () => {
    const { start, migrate, maskedOf } = await published(marking(1, ['phone']), marking(2, ['email']), marking(3, []));
    await start('moved', 1);
    await migrate('moved', 2);
    expect(await maskedOf('moved')).toEqual(['phone', 'email']);
    await migrate('moved', 3);
    expect(await maskedOf('moved')).toEqual(['phone', 'email']);
  });

  it('is known at once where all versions mark the same, and nothing where none marks anything', async () => {
    const journey = { sessionId: 'not-read', definitionId: 'Marks', definitionVersion: 1 };
    const same = await published(marking(1, ['phone']), marking(2, ['phone']));
    expect(same.personal.ofJourney('default', journey)).not.toBeInstanceOf(Promise);
    const none = await published(marking(1, []), marking(2, []));
    expect(none.personal.ofJourney('default', journey)).toBe(NOTHING_PERSONAL);
  });

  it('is everything of a definition, or a version, that is not published', async () => {
    const { personal } = await published(marking(1, ['phone']));
    const journey = { sessionId: 's', definitionId: 'Marks', definitionVersion: 7 };
    expect(await personal.ofJourney('default', journey)).toBe(ALL_PERSONAL);
    expect(await personal.ofJourney('default', { ...journey, definitionId: 'Other' })).toBe(ALL_PERSONAL);
    expect(await personal.ofDefinition('default', 'Other')).toBe(ALL_PERSONAL);
  });

  it('is what any published version marks, of many journeys', async () => {
    const { personal } = await published(marking(1, ['phone']), marking(2, ['email']));
    const hidden = await personal.ofDefinition('default', 'Marks');
    expect(maskedContext(CONTEXT, hidden).masked).toEqual(['phone', 'email']);
  });
});
