import { CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { ChainVerifier, readMetadata, UpcasterRegistry } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

let time: FakeTime;
let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = await new CommandHandlingFixture(store, time).publish();
});

it('every event carries who, when, why and from where', async () => {
  await handling.start('s1', {
    correlationId: 'call-1',
    causationId: 'event-9',
    source: { platform: 'genesys', conversationId: 'conv-1' },
  });
  const [event] = await handling.journey('s1');
  expect(event && readMetadata(event)).toEqual({
    $correlationId: 'call-1',
    $causationId: 'event-9',
    commandId: expect.any(String) as string,
    fingerprint: expect.stringMatching(/^[\w-]{22}$/) as string,
    tenant: 'default',
    actor: { subject: 'flow-1', clientId: 'ivr', kind: 'caller' },
    schemaVersion: 1,
    occurredAt: '2026-01-31T12:00:00.000Z',
    source: { platform: 'genesys', conversationId: 'conv-1' },
    previousHash: '0'.repeat(64),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

it('the chain of every stream is sound, over several commands, processes and a definition', async () => {
  await handling.start('s1');
  await handling.move('s1', 'NOTE');
  const again = new CommandHandlingFixture(store, time);
  await again.move('s1', 'NOTE');
  await again.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } });
  await again.publish({ ...PAYMENT_DEFINITION, version: 2 });
  await again.move('s1', 'WELCOME');
  await again.attempts.drain();
  const verifier = new ChainVerifier();
  let events = 0;
  for await (const event of store.readAll()) {
    expect(verifier.check(event)).toEqual([]);
    events += 1;
  }
  expect(events).toBe(7);
});

it('defaults that the stored context lacks are filled on read, and written down first with the next append', async () => {
  const { context: _without, ...plain } = PAYMENT_DEFINITION;
  const states = { ...plain.states, IDENTIFY: { timeout: { after: 'PT3M' }, transitions: [{ target: 'PAY' }] } };
  await handling.publish({ ...plain, id: 'Plain', states });
  await handling.start('s1', { definitionId: 'Plain' });
  // The same definition as it would be had its schema gained a default: the ledger holds what was stored before.
  const published = store.ledger.streams.get('definition.default-Plain' as never)?.[0];
  if (published === undefined) throw new Error('Nothing was published.');
  const changed = JSON.parse(published.data) as { document: object };
  changed.document = { ...changed.document, context: PAYMENT_DEFINITION.context };
  const upcasters = new UpcasterRegistry([
    { type: 'DefinitionPublished', from: 1, upcast: (data) => ({ ...data, document: changed.document as never }) },
  ]);
  const later = new CommandHandlingFixture(store, time, upcasters);
  expect((await later.reader.get('default', 's1'))?.context).toEqual({ verified: false, cardLast4: '' });
  const reply = await later.move('s1', 'PAY', { commandId: 'c1' });
  expect(reply.events).toMatchObject([
    {
      type: 'ContextChanged',
      revision: 1,
      data: { set: { verified: false, cardLast4: '' }, reason: 'schema-default' },
    },
    { type: 'JourneyTransitioned', revision: 2 },
  ]);
  expect(await later.move('s1', 'PAY', { commandId: 'c1' })).toEqual({ ...reply, replayed: true });
});

it('events of an older schema version are upcast before they are folded', async () => {
  await handling.start('s1');
  const upcasters = new UpcasterRegistry([
    { type: 'JourneyStarted', from: 1, upcast: (data) => ({ ...data, channel: 'upcast' }) },
  ]);
  const later = new CommandHandlingFixture(store, time, upcasters);
  expect(await later.reader.get('default', 's1')).toMatchObject({ channel: 'upcast' });
  expect(await later.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED', journey: { channel: 'upcast' } });
});

it('tenants do not see each other', async () => {
  await handling.start('s1');
  expect(await handling.move('s1', 'PAY', {}, { tenant: 'acme' })).toMatchObject({ outcome: 'NOT_FOUND' });
  expect(await handling.start('s1', { tenant: 'acme' })).toMatchObject({ code: 'DEFINITION_NOT_FOUND' });
  expect(await handling.reader.get('acme', 's1')).toBeUndefined();
});
