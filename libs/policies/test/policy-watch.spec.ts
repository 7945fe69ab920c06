import { CommandHandlingFixture, RecordedLog } from '@ledger/command-handling/testing';
import { EscalationExecutor } from '@ledger/escalations';
import { StoreUnavailableError, UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { DefinitionDocument, PolicyViolated } from '@ledger/journey';
import { PolicyRecorder, PolicyWatch } from '@ledger/policies';
import { FakeTime } from '@ledger/runtime/testing';

const CLAIM: DefinitionDocument = {
  id: 'Claim',
  version: 1,
  initial: 'A',
  states: {
    A: { transitions: [{ target: 'B' }, { target: 'C' }, { target: 'A' }] },
    B: { transitions: [{ target: 'C' }] },
    C: { final: true },
  },
  escalations: { desk: { kind: 'queue', queue: 'audit', within: 'PT1H' } },
  policies: {
    ordered: { kind: 'precedence', first: 'B', then: 'C', escalation: 'desk' },
    served: { kind: 'existence', state: 'C', within: 'PT10M' },
  },
};

/** A ledger, its recorder, and a watch to which every journey is due at each poll. */
class Fixture {
  readonly time = new FakeTime();
  readonly store = new InMemoryEventStore({ now: () => this.time.now() });
  readonly commands = new CommandHandlingFixture(this.store, this.time);
  readonly log = new RecordedLog();
  readonly due: { tenant: string; sessionId: string; due: string }[] = [];
  asked = 0;

  recorderOn(store: EventStore): PolicyRecorder {
    const { ids, attempts, definitions } = this.commands;
    const upcasters = new UpcasterRegistry();
    const escalations = new EscalationExecutor({ store, upcasters, clock: this.time, ids, attempts });
    return new PolicyRecorder({ store, upcasters, definitions, escalations, clock: this.time });
  }

  watchWith(recorder: Pick<PolicyRecorder, 'record'> = this.recorderOn(this.store)): PolicyWatch {
    const reviews = {
      dueReviews: () => {
        this.asked += 1;
        return Promise.resolve(this.due);
      },
    };
    return new PolicyWatch({ reviews, recorder, clock: this.time, scheduler: this.time, log: this.log });
  }

  now(): string {
    return this.time.now().toISOString();
  }

  violations(): readonly PolicyViolated[] {
    return this.store.ledger.events
      .filter(({ type }) => type === 'PolicyViolated')
      .map(({ data }) => JSON.parse(data) as PolicyViolated);
  }

  async go(sessionId: string, ...states: readonly string[]): Promise<void> {
    await this.commands.execute({ type: 'StartJourney', sessionId }, { definitionId: 'Claim' });
    for (const targetStateId of states)
      await this.commands.execute({ type: 'TransitionJourney', sessionId, targetStateId });
  }
}

describe('the record of violations', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = new Fixture();
    await fixture.commands.publish(CLAIM);
  });

  it('has each breach once, however often it is found, with the escalation that the policy names', async () => {
    await fixture.go('s1', 'C');
    const startedAt = fixture.now();
    const recorder = fixture.recorderOn(fixture.store);
    const [found] = await recorder.record('default', 's1', fixture.now());
    expect(found).toMatchObject({
      policy: 'ordered',
      kind: 'precedence',
      sessionId: 's1',
      definitionId: 'Claim',
      definitionVersion: 1,
      journeyRevision: 1,
      brokenAt: startedAt,
      stateId: 'C',
      escalationId: expect.stringMatching(/^s1:1:policy-[0-9a-f]{12}$/),
    });
    expect(await recorder.record('default', 's1', fixture.now())).toEqual([]);
    expect(fixture.violations()).toEqual([found]);
    const requested = fixture.store.ledger.events.filter(({ type }) => type === 'EscalationRequested');
    expect(requested).toHaveLength(1);
    expect(requested[0]?.stream).toBe(`escalation.default-${found?.escalationId}`);
    expect(JSON.parse(requested[0]?.data ?? '')).toMatchObject({ reason: 'policy', queue: 'audit', stateId: 'C' });
  });

  it('calls the desk of the version whose policy was broken, also where the journey has come over to one without it', async () => {
    const { policies: _, escalations: __, ...bare } = CLAIM;
    const policies = { once: { kind: 'absence', state: 'A', atMost: 1, escalation: 'desk' } } as const;
    await fixture.commands.publish({ ...CLAIM, version: 2, policies });
    await fixture.go('s1', 'A');
    await fixture.commands.publish({ ...bare, version: 3 });
    await fixture.commands.execute({ type: 'TransitionJourney', sessionId: 's1', targetStateId: 'B' });
    const [found] = await fixture.recorderOn(fixture.store).record('default', 's1', fixture.now());
    expect(found).toMatchObject({ policy: 'once', definitionVersion: 3, escalationId: expect.any(String) as string });
    const [requested] = fixture.store.ledger.events.filter(({ type }) => type === 'EscalationRequested');
    expect(JSON.parse(requested?.data ?? '{}')).toMatchObject({ escalation: 'desk', queue: 'audit' });
  });

  it('has each breach once if two processes find it at the same time', async () => {
    await fixture.go('s1', 'C');
    const [one, other] = [fixture.recorderOn(fixture.store), fixture.recorderOn(fixture.store)];
    await Promise.all([one, other].map((recorder) => recorder.record('default', 's1', fixture.now())));
    expect(fixture.violations()).toHaveLength(1);
    expect(fixture.store.ledger.events.filter(({ type }) => type === 'EscalationRequested')).toHaveLength(1);
  });

  it('is complete after a crash between the escalation and the violation', async () => {
    await fixture.go('s1', 'C');
    const { store } = fixture;
    const append = store.append.bind(store);
    const away = jest
      .spyOn(store, 'append')
      .mockImplementation((stream, ...rest) =>
        stream.startsWith('policy.') ? Promise.reject(new StoreUnavailableError('down')) : append(stream, ...rest),
      );
    await expect(fixture.recorderOn(store).record('default', 's1', fixture.now())).rejects.toThrow('down');
    expect(store.ledger.events.filter(({ type }) => type === 'EscalationRequested')).toHaveLength(1);
    away.mockRestore();
    await fixture.recorderOn(store).record('default', 's1', fixture.now());
    expect(fixture.violations()).toHaveLength(1);
    expect(store.ledger.events.filter(({ type }) => type === 'EscalationRequested')).toHaveLength(1);
  });

  it('has what was over in time, and nothing that was not', async () => {
    await fixture.go('s1', 'B');
    const start = fixture.time.now().getTime();
    const recorder = fixture.recorderOn(fixture.store);
    const at = (ms: number): string => new Date(start + ms).toISOString();
    expect(await recorder.record('default', 's1', at(600_000))).toEqual([]);
    expect(await recorder.record('default', 's1', at(600_001))).toMatchObject([
      { policy: 'served', journeyRevision: 0, brokenAt: at(600_000), deadline: at(600_000) },
    ]);
    await fixture.commands.execute({ type: 'TransitionJourney', sessionId: 's1', targetStateId: 'C' });
    expect(await recorder.record('default', 's1', at(700_000))).toEqual([]);
  });

  it('has nothing of a journey that there is not', async () => {
    expect(await fixture.recorderOn(fixture.store).record('default', 'none', fixture.now())).toEqual([]);
    expect(fixture.violations()).toEqual([]);
  });
});

describe('the watch over policies', () => {
  it('judges what is due, leaves it alone while the read model catches up, and counts what it recorded', async () => {
    const fixture = new Fixture();
    await fixture.commands.publish(CLAIM);
    await fixture.go('s1', 'C');
    fixture.due.push({ tenant: 'default', sessionId: 's1', due: fixture.now() });
    let judged = 0;
    const recorder = fixture.recorderOn(fixture.store);
    const watch = fixture.watchWith({
      record: (...given) => {
        judged += 1;
        return recorder.record(...given);
      },
    });
    watch.start();
    await fixture.time.advance(4_000);
    expect(judged).toBe(1);
    expect(fixture.violations()).toHaveLength(1);
    expect(watch.status()).toEqual({ isRunning: true, lastError: null });
    await fixture.time.advance(2_000);
    expect(judged).toBe(2);
    expect(fixture.violations()).toHaveLength(1);
    await watch.stop();
    const { asked } = fixture;
    await fixture.time.advance(10_000);
    expect([fixture.asked, watch.status().isRunning]).toEqual([asked, false]);
  });

  it('waits for the grace of a time, so that what was decided before can still arrive', async () => {
    const fixture = new Fixture();
    const until: string[] = [];
    fixture.due.push({ tenant: 'default', sessionId: 's1', due: fixture.now() });
    const watch = fixture.watchWith({
      record: (_, __, time) => {
        until.push(time);
        return Promise.resolve([]);
      },
    });
    const started = fixture.time.now().getTime();
    watch.start();
    await fixture.time.advance(1);
    expect(until.map((time) => started - Date.parse(time))).toEqual([5_000]);
    await watch.stop();
  });

  it('leaves a journey alone that cannot be judged, judges the others, and says so', async () => {
    const fixture = new Fixture();
    for (const sessionId of ['bad', 'good']) {
      fixture.due.push({ tenant: 'default', sessionId, due: fixture.now() });
    }
    const judged: string[] = [];
    const watch = fixture.watchWith({
      record: (_, sessionId) => {
        judged.push(sessionId);
        return sessionId === 'bad' ? Promise.reject(new Error('damaged')) : Promise.resolve([]);
      },
    });
    watch.start();
    await fixture.time.advance(1);
    expect(judged).toEqual(['bad', 'good']);
    expect(watch.status().lastError).toContain('session bad of tenant default cannot be judged: damaged');
    await fixture.time.advance(59_000);
    expect(judged.filter((sessionId) => sessionId === 'bad')).toHaveLength(1);
    await watch.stop();
  });

  it('polls later and later while the store is away, and judges once it is back', async () => {
    const fixture = new Fixture();
    fixture.due.push({ tenant: 'default', sessionId: 's1', due: fixture.now() });
    let tries = 0;
    let isAway = true;
    const watch = fixture.watchWith({
      record: () => {
        tries += 1;
        return isAway ? Promise.reject(new StoreUnavailableError('away')) : Promise.resolve([]);
      },
    });
    watch.start();
    await fixture.time.advance(10_000);
    expect(tries).toBeLessThan(6);
    expect(watch.status().lastError).toContain('Policies cannot be watched');
    isAway = false;
    await fixture.time.advance(30_000);
    expect(watch.status().lastError).toBeNull();
    await watch.stop();
  });
});
