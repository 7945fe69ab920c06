import { InMemoryEventStore } from '@ledger/event-store/testing';
import { compileDefinition, JOURNEY_MIGRATED, JOURNEY_STARTED, journeyStream, type Context } from '@ledger/journey';
import { KyselyAnalyticsQueries, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { at } from '../src/testing/contract/instants';
import { everyDatabase } from './every-database.test-support';
import { wholeTenant } from '../src/queries/sight';

const states = { OPEN: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } };
const plain = compileDefinition({ id: 'Order', version: 1, initial: 'OPEN', states });
const kind = (name: string) => ({ required: ['kind'], properties: { kind: { const: name } } });
const filling = compileDefinition({
  ...{ id: 'Order', version: 2, initial: 'OPEN', states },
  context: {
    type: 'object',
    properties: {
      tier: { default: 'basic' },
      cart: {
        type: 'object',
        properties: {
          currency: { default: 'EUR' },
          shipping: { type: 'object', default: {}, properties: { speed: { default: 'slow' } } },
        },
      },
      address: { $ref: '#/$defs/address', default: { city: 'Bern' } },
      payment: {
        anyOf: [
          { ...kind('card'), properties: { kind: { const: 'card' }, network: { default: 'visa' } } },
          { ...kind('cash'), properties: { kind: { const: 'cash' }, network: { default: 'none' } } },
        ],
      },
    },
    $defs: { address: { type: 'object', properties: { country: { default: 'CH' } } } },
  },
});
/** Top-level defaults alone, of a property that has others within. */
const shallow = compileDefinition({
  ...{ id: 'Order', version: 3, initial: 'OPEN', states },
  context: { type: 'object', properties: { address: { default: { city: 'Bern', country: 'CH' } } } },
});

const CONTEXTS: readonly Context[] = [
  {},
  { cart: {} },
  { cart: { currency: 'CHF', shipping: { speed: 'fast' } } },
  { cart: { currency: null, shipping: 'none' } },
  { cart: 'empty', address: {} },
  { address: { city: 'Genf' }, payment: { kind: 'card' } },
  { address: null, payment: { kind: 'cash' }, tier: 'gold' },
  { payment: { kind: 'gift' } },
];
const PATHS = [
  ...['tier', 'cart', 'cart.currency', 'cart.shipping.speed', 'address.country', 'address.city'],
  ...['payment.network', 'payment.kind'],
];

const valueAt = (context: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }, context);

describe.each(everyDatabase())('a filter on the context of journeys on %s', (_name, harness) => {
  let database: ReadModelDatabase;
  beforeAll(async () => {
    const store = new InMemoryEventStore({ now: () => new Date(at(0)) });
    const script = new LedgerScript(store);
    for (const definition of [plain, filling, shallow]) await script.publish(definition, at(0));
    for (const [n, context] of CONTEXTS.entries()) {
      for (const version of [1, 2, 3]) {
        // Stored as it is, as before there were defaults, and migrated to the others.
        const stream = journeyStream('default', `o-${version}-${n}`);
        const started = {
          ...{ definitionId: 'Order', definitionVersion: 1, definitionHash: plain.hash },
          ...{ stateId: 'OPEN', channel: 'voice', context },
        };
        await script.append(stream, JOURNEY_STARTED, started, at(n));
        if (version === 1) continue;
        const toHash = version === 2 ? filling.hash : shallow.hash;
        await script.append(stream, JOURNEY_MIGRATED, { fromVersion: 1, toVersion: version, toHash }, at(n + 10));
      }
    }
    database = await harness.open();
    await projectAll(store, database, { batchSize: 5 });
  });
  afterAll(() => harness.dispose(database));

  it.each([plain, filling, shallow])('sees the defaults of version $version as a flow does', async (definition) => {
    const analytics = new KyselyAnalyticsQueries(database);
    const filter = { sight: wholeTenant('default'), definitionId: 'Order', version: definition.version };
    for (const path of PATHS) {
      const values = CONTEXTS.map((context) => valueAt(definition.withDefaults(context), path) ?? null);
      const texts = values.map((value) => (value === null ? null : JSON.stringify(value)));
      for (const text of new Set(texts)) {
        const where = [{ by: `context.${path}` as const, values: [text] }];
        const { journeys } = await analytics.cases({ ...filter, where });
        expect([path, text, journeys]).toEqual([path, text, texts.filter((other) => other === text).length]);
      }
    }
  });
});
