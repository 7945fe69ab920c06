import { SharedEventStore } from '@ledger/command-handling/testing';
import {
  sealEvents,
  StoreUnavailableError,
  verifyStream,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type StreamName,
} from '@ledger/event-store';
import { CALLS, EscalationsFixture, until } from './escalations.test-support';

/** What the tests read of an escalation's first event. */
function requestsOf(fixture: EscalationsFixture): readonly Record<string, unknown>[] {
  return fixture.escalationEvents().map(({ data }) => JSON.parse(data) as Record<string, unknown>);
}

const idsOf = (fixture: EscalationsFixture): readonly string[] =>
  fixture.escalationEvents().map(({ stream }) => stream.replace('escalation.default-', ''));

describe('the escalations that journeys ask for', () => {
  it('are requested with everything that a desk needs to know', async () => {
    const fixture = await EscalationsFixture.open();
    const context = { definitionId: 'Calls', correlationId: 'conversation-1' };
    await fixture.commands.execute(
      { type: 'StartJourney', sessionId: 'call-1', customerId: 'ann', channel: 'voice' },
      context,
    );
    await fixture.time.advance(61_000);
    await fixture.timeOut('call-1', 0n);
    await fixture.catchUp(fixture.processor());
    const abort = fixture.store.ledger.events.find(({ type }) => type === 'ABORT_TIMEOUT');
    expect(requestsOf(fixture)).toEqual([
      {
        escalation: 'callback',
        kind: 'callback',
        queue: 'retention',
        reason: 'timeout',
        sessionId: 'call-1',
        definitionId: 'Calls',
        definitionVersion: 1,
        stateId: 'WELCOME',
        currentStateId: 'ABORT_TIMEOUT',
        customerId: 'ann',
        channel: 'voice',
        journeyRevision: 1,
        journeyEventId: abort?.id,
        triggeredAt: '2026-01-31T12:01:01.000Z',
        dueBy: '2026-01-31T12:16:01.000Z',
      },
    ]);
    const [event] = fixture.escalationEvents();
    expect(event).toMatchObject({ stream: 'escalation.default-call-1:1', type: 'EscalationRequested', revision: 0n });
    expect(JSON.parse(event?.metadata ?? '')).toMatchObject({
      $causationId: abort?.id,
      tenant: 'default',
      actor: { subject: 'escalations', kind: 'saga' },
      previousHash: '0'.repeat(64),
    });
    await expect(verifyStream(fixture.escalationEvents())).resolves.toMatchObject({ events: 1, breaks: [] });
  });

  it('come from entering a state, and both from a timeout and from the state that it leads to', async () => {
    const fixture = await EscalationsFixture.open();
    await fixture.start('call-1');
    await fixture.commands.move('call-1', 'AGENT');
    await fixture.time.advance(301_000);
    await fixture.timeOut('call-1', 1n);
    await fixture.commands.move('call-1', 'DONE');
    await fixture.catchUp(fixture.processor());
    expect(idsOf(fixture)).toEqual(['call-1:1', 'call-1:2', 'call-1:2:entry']);
    expect(requestsOf(fixture)).toMatchObject([
      { escalation: 'desk', kind: 'webhook', target: 'desk', reason: 'entry', stateId: 'AGENT' },
      { escalation: 'callback', reason: 'timeout', stateId: 'AGENT', currentStateId: 'LATE' },
      { escalation: 'watch', kind: 'queue', queue: 'watch', reason: 'entry', stateId: 'LATE' },
    ]);
  });

  it('are announced to their listener', async () => {
    const fixture = await EscalationsFixture.open();
    await fixture.start('call-1');
    await fixture.commands.move('call-1', 'AGENT');
    const told: unknown[] = [];
    await fixture.catchUp(
      fixture.processor({ onRequested: ({ escalationId, request }) => told.push([escalationId, request.target]) }),
    );
    expect(told).toEqual([['call-1:1', 'desk']]);
  });

  it('are not asked for by history that was taken in', async () => {
    const fixture = await EscalationsFixture.open();
    const actor = { subject: 'import', kind: 'import' } as const;
    const imported = { actor, mode: 'import' } as const;
    await fixture.commands.start('call-1', { definitionId: 'Calls', ...imported });
    const moved = await fixture.commands.move('call-1', 'AGENT', {}, imported);
    expect(moved.outcome).toBe('ADVANCED');
    await fixture.catchUp(fixture.processor());
    expect(fixture.escalationEvents()).toEqual([]);
  });

  it('are not asked for by what was recorded before the instant from which they are', async () => {
    const fixture = await EscalationsFixture.open();
    await fixture.start('early');
    await fixture.commands.move('early', 'AGENT');
    await fixture.time.advance(1_000);
    await fixture.start('late');
    await fixture.commands.move('late', 'AGENT');
    await fixture.catchUp(fixture.processor({}, { from: fixture.time.now().toISOString() }));
    expect(idsOf(fixture)).toEqual(['late:1']);
  });

  it('go to the pull queue, and to the log, where the definition does not say how', async () => {
    const fixture = await EscalationsFixture.open();
    await fixture.start('call-1');
    await fixture.commands.move('call-1', 'AGENT');
    const { escalations: _, ...without } = CALLS;
    const resolve = () => Promise.resolve({ document: without } as never);
    await fixture.catchUp(fixture.processor({ definitions: { resolve } }));
    expect(requestsOf(fixture)).toMatchObject([{ escalation: 'desk', kind: 'queue', sessionId: 'call-1' }]);
    expect(requestsOf(fixture)[0]).not.toHaveProperty('target');
    expect(fixture.commands.log.errors).toEqual([expect.stringContaining('is put into the pull queue')]);
  });
});

describe('events that cannot be read', () => {
  const STRANGE = 'journey.default-strange' as StreamName;

  async function strange(): Promise<EscalationsFixture> {
    const fixture = await EscalationsFixture.open();
    const event = { type: 'JourneyTransitioned', data: '{"to":"AGENT","escalation":"desk"}', metadata: '{}' };
    const id = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';
    await fixture.store.append(STRANGE, [{ ...event, id }], { expectedRevision: 'NO_STREAM' });
    return fixture;
  }

  it('request nothing, are logged, and delay no other', async () => {
    const fixture = await strange();
    await fixture.start('call-1');
    await fixture.commands.move('call-1', 'AGENT');
    await fixture.catchUp(fixture.processor());
    expect(idsOf(fixture)).toEqual(['call-1:1']);
    expect(fixture.commands.log.errors).toEqual([expect.stringContaining('requests nothing')]);
  });

  it('before one that can be read send it to the pull queue', async () => {
    const fixture = await strange();
    const metadata = {
      tenant: 'default',
      actor: { subject: 'flow', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: fixture.time.now().toISOString(),
    } as const;
    const id = '6ba7b810-9dad-41d1-80b4-00c04fd430c9';
    const draft = { id, type: 'JourneyTransitioned', data: { to: 'AGENT', escalation: 'desk' }, metadata };
    const { events } = sealEvents(STRANGE, [draft], { revision: 1n, previousHash: '0'.repeat(64) });
    await fixture.store.append(STRANGE, events, { expectedRevision: 0n });
    await fixture.catchUp(fixture.processor());
    expect(requestsOf(fixture)).toMatchObject([{ kind: 'queue', sessionId: 'strange', stateId: 'AGENT' }]);
  });
});

describe('requesting exactly once', () => {
  async function threeCalls(): Promise<EscalationsFixture> {
    const fixture = await EscalationsFixture.open();
    for (const sessionId of ['a', 'b', 'c']) {
      await fixture.start(sessionId);
      await fixture.commands.move(sessionId, 'AGENT');
    }
    return fixture;
  }

  const once = ['a:1', 'b:1', 'c:1'];

  it('holds for a processor that is started twice', async () => {
    const fixture = await threeCalls();
    const processor = fixture.processor();
    await fixture.catchUp(processor);
    await fixture.catchUp(processor);
    expect([...idsOf(fixture)].sort()).toEqual(once);
    expect(processor.status()).toMatchObject({ requested: 3, repeated: 0, lastError: null });
  });

  it('holds where the checkpoint was lost: everything is looked at again and found requested', async () => {
    const fixture = await threeCalls();
    await fixture.catchUp(fixture.processor());
    fixture.checkpoints.lose();
    const second = fixture.processor();
    await fixture.catchUp(second);
    expect([...idsOf(fixture)].sort()).toEqual(once);
    expect(second.status()).toMatchObject({ requested: 0, repeated: 3 });
  });

  it('holds for two processors at once', async () => {
    const fixture = await threeCalls();
    for (let call = 0; call < 40; call++) {
      await fixture.start(`x${call}`);
      await fixture.commands.move(`x${call}`, 'AGENT');
    }
    const processors = [0, 1].map(() => {
      const store = new SharedEventStore(fixture.store);
      return fixture.processor({ store, executor: fixture.executorOn(store) });
    });
    await fixture.catchUp(...processors);
    const ids = idsOf(fixture);
    expect(ids).toHaveLength(43);
    expect(new Set(ids).size).toBe(43);
    // A store takes the same event sent twice for one: who of the two was first, not even they can tell.
    for (const { requested, repeated } of processors.map((processor) => processor.status())) {
      expect(requested + repeated).toBe(43);
    }
  });

  it('continues live, and resumes after the checkpoint', async () => {
    const fixture = await threeCalls();
    await fixture.catchUp(fixture.processor());
    const stopping = new AbortController();
    const reads = jest.spyOn(fixture.store, 'subscribe');
    const processor = fixture.processor();
    const running = processor.run(stopping.signal);
    await until(() => processor.status().isCaughtUp);
    await fixture.start('d');
    await fixture.commands.move('d', 'AGENT');
    await until(() => fixture.escalationEvents().length === 4);
    stopping.abort();
    await running;
    expect(reads.mock.calls[0]?.[0].after).toBe(fixture.checkpoints.stored[0]?.position);
    expect(processor.status()).toMatchObject({ requested: 1, repeated: 0, isRunning: false });
  });
});

describe('a processor whose store fails', () => {
  /** A store that takes nothing into streams of escalations for a while. */
  class FailingStore extends SharedEventStore {
    failures = 0;

    override append(
      stream: StreamName,
      events: readonly [NewEvent, ...NewEvent[]],
      options: { readonly expectedRevision: ExpectedRevision },
    ) {
      if (stream.startsWith('escalation.') && this.failures > 0) {
        this.failures -= 1;
        return Promise.reject(new StoreUnavailableError('The store is away.'));
      }
      return super.append(stream, events, options);
    }
  }

  async function failing(failures: number) {
    const fixture = await EscalationsFixture.open();
    for (const sessionId of ['a', 'b']) {
      await fixture.start(sessionId);
      await fixture.commands.move(sessionId, 'AGENT');
    }
    const store: EventStore & { failures: number } = new FailingStore(fixture.store);
    store.failures = failures;
    return { fixture, store, processor: fixture.processor({ store, executor: fixture.executorOn(store) }) };
  }

  it('keeps its checkpoint before what was not appended', async () => {
    const { fixture, processor } = await failing(Infinity);
    const stopping = new AbortController();
    const running = processor.run(stopping.signal);
    await until(() => processor.status().lastError !== null);
    stopping.abort();
    await running;
    const first = fixture.store.ledger.events.find(({ type }) => type === 'JourneyTransitioned');
    expect(Number(fixture.checkpoints.stored.at(-1)?.position ?? 0)).toBeLessThan(Number(first?.position));
    expect(fixture.escalationEvents()).toEqual([]);
    expect(processor.status().lastError).toContain('The store is away.');
  });

  it('says what is wrong, continues by itself and loses nothing', async () => {
    const { fixture, processor } = await failing(5);
    await fixture.catchUp(processor);
    expect([...idsOf(fixture)].sort()).toEqual(['a:1', 'b:1']);
    expect(new Set(fixture.commands.log.errors)).toEqual(
      new Set(['Escalations cannot be requested: The store is away.']),
    );
    expect(processor.status().lastError).toBeNull();
  });
});
