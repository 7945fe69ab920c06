import { GENESIS_HASH, sealEvents } from './envelope';
import type { JsonObject } from './envelope.types';
import { LedgerDamagedError } from './errors';
import type { RecordedEvent } from './event-store';
import { position } from './position';
import { streamName } from './stream-name';
import { RenamedPayload, type Upcaster, UpcasterRegistry } from './upcasting';

const STREAM = streamName('journey.default-1');

function stored(type: string, schemaVersion: number, data: JsonObject): RecordedEvent {
  const metadata = {
    tenant: 'acme',
    actor: { subject: 'flow', kind: 'caller' },
    schemaVersion,
    occurredAt: '2026-01-31T12:00:00.000Z',
  } as const;
  const draft = { id: '6ba7b810-9dad-41d1-80b4-00c04fd430c8', type, data, metadata };
  const [event] = sealEvents(STREAM, [draft], { revision: 0n, previousHash: GENESIS_HASH }).events;
  if (event === undefined) throw new Error('There should be an event.');
  return { ...event, stream: STREAM, revision: 0n, position: position('1'), recordedAt: '2026-01-31T12:00:00.000Z' };
}

const splitName: Upcaster = {
  type: 'Named',
  from: 1,
  upcast: ({ name, ...rest }) => ({ ...rest, names: typeof name === 'string' ? name.split(' ') : [] }),
};
const addTenant: Upcaster = {
  type: 'Named',
  from: 2,
  upcast: (data, { tenant }) => ({ ...data, tenant }),
};
const rename: Upcaster = { type: 'Named', from: 3, upcast: (data) => new RenamedPayload('CallerNamed', data) };
const addCount: Upcaster = { type: 'CallerNamed', from: 4, upcast: (data) => ({ ...data, count: 1 }) };

describe('UpcasterRegistry', () => {
  const registry = new UpcasterRegistry([rename, addCount, splitName, addTenant]);

  it('brings an event from its own version through all later ones, under a new name where it got one', () => {
    const event = stored('Named', 1, { name: 'Ann Lee', kept: true });
    expect(registry.read(event)).toEqual({
      type: 'CallerNamed',
      data: { names: ['Ann', 'Lee'], kept: true, tenant: 'acme', count: 1 },
      schemaVersion: 5,
      metadata: expect.objectContaining({ schemaVersion: 1, tenant: 'acme' }),
      event,
    });
  });

  it('begins in the middle where the event is of a later version', () => {
    const { data } = registry.read(stored('Named', 2, { names: ['Ann'] }));
    expect(data).toEqual({ names: ['Ann'], tenant: 'acme', count: 1 });
  });

  it.each([
    ['a type that it does not know', 'Unknown', 1],
    ['a version that is newer than all upcasters', 'CallerNamed', 9],
    ['another type at the same version', 'Other', 1],
  ])('leaves %s as it is', (_, type, schemaVersion) => {
    const event = stored(type, schemaVersion, { a: 1 });
    expect(registry.read(event)).toMatchObject({ type, data: { a: 1 }, schemaVersion, event });
  });

  it('leaves every event as it is where it has no upcasters', () => {
    expect(new UpcasterRegistry().read(stored('Named', 1, { a: 1 })).data).toEqual({ a: 1 });
  });

  it('refuses two upcasters for one version of one type', () => {
    expect(() => new UpcasterRegistry([splitName, { ...splitName }])).toThrow(
      'Two upcasters take Named at schema version 1; keep one.',
    );
  });

  it('refuses data that is not JSON', () => {
    const event = { ...stored('Named', 1, {}), data: '{' };
    expect(() => registry.read(event)).toThrow(LedgerDamagedError);
  });
});
