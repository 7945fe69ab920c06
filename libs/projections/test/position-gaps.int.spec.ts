import {
  isEvent,
  position,
  type EventStore,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { openSqliteReadModels, ProjectionAdmin, type ProcessorNotice } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { positionGaps } from '../src/delivery/position-gaps';

const now = '2026-05-01T12:00:00.000Z';

describe('gaps in what is delivered', () => {
  it.each([
    [undefined, '3', 3, 0],
    ['3', '5', 2, 0],
    ['3', '5', 1, 1],
    [undefined, '5', 0, 5],
    ['10/10', '20/20', 1, 0],
    ['3', undefined, 0, 0],
  ])('are positions from %s to %s without an event: %i events leave %i', (from, to, events, gaps) => {
    expect(positionGaps(from === undefined ? from : position(from), to === undefined ? to : position(to), events)).toBe(
      gaps,
    );
  });

  it('are said and counted where the ledger leaves an event out', async () => {
    const store = new InMemoryEventStore();
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    for (const sessionId of ['a', 'b', 'c']) await script.run(paymentCall, { type: 'StartJourney', sessionId, now });
    const database = await openSqliteReadModels({ path: ':memory:' });
    const notices: ProcessorNotice[] = [];
    await projectAll(leavingOut(store, '3'), database, { onNotice: (notice) => notices.push(notice) });
    expect(notices).toContainEqual({ kind: 'gap', positions: 1, upTo: '4' });
    const details = await new ProjectionAdmin(database).details();
    expect(details.map(({ gaps, events }) => [gaps, events])).toEqual(details.map(() => [1, 3]));
    await database.close();
  });
});

function leavingOut(store: EventStore, left: string): EventStore {
  async function* subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage> {
    for await (const message of store.subscribe(options)) {
      if (!isEvent(message) || message.position !== left) yield message;
    }
  }
  return new Proxy<EventStore>(store, {
    get: (target, name) => {
      if (name === 'subscribe') return subscribe;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
