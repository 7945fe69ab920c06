import {
  EmbeddedLeases,
  holdLease,
  type HeldLease,
  type LeaseGrant,
  type LeaseNotice,
  type Leases,
} from '@ledger/leases';
import { ManualTime } from './manual-time.test-support';

const TTL_MS = 4_000;

/** Leases whose answers a test gives. */
class ScriptedLeases implements Leases {
  readonly ttlMs = TTL_MS;
  readonly calls: string[] = [];
  acquisition: () => Promise<boolean> = () => Promise.resolve(true);
  renewal: () => Promise<boolean> = () => Promise.resolve(true);
  #token = 0n;

  async acquire(name: string): Promise<LeaseGrant | undefined> {
    this.calls.push('acquire');
    return (await this.acquisition()) ? { name, owner: 'me', token: ++this.#token } : undefined;
  }

  renew({ token }: LeaseGrant): Promise<boolean> {
    this.calls.push(`renew ${token}`);
    return this.renewal();
  }

  release({ token }: LeaseGrant): Promise<void> {
    this.calls.push(`release ${token}`);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function setting(work?: (grant: LeaseGrant, signal: AbortSignal) => Promise<void>): {
  leases: ScriptedLeases;
  time: ManualTime;
  notices: LeaseNotice[];
  done: string[];
  hold: () => HeldLease;
} {
  const leases = new ScriptedLeases();
  const time = new ManualTime();
  const notices: LeaseNotice[] = [];
  const done: string[] = [];
  const untilTold = async ({ token }: LeaseGrant, signal: AbortSignal): Promise<void> => {
    done.push(`begin ${token}`);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    done.push(`end ${token} at ${time.now()}`);
  };
  const hold = (): HeldLease =>
    holdLease({
      leases,
      name: 'projector',
      work: work ?? untilTold,
      now: () => time.now(),
      sleep: (ms, signal) => time.sleep(ms, signal),
      onNotice: (notice) => notices.push(notice),
    });
  return { leases, time, notices, done, hold };
}

describe('holdLease', () => {
  it('works while it holds the lease, renews it every second, and gives it back when stopped and done', async () => {
    const { leases, time, notices, done, hold } = setting();
    const held = hold();
    await time.advance(2_500);
    expect(held.isHeld).toBe(true);
    expect(leases.calls).toEqual(['acquire', 'renew 1', 'renew 1']);
    await held.stop();
    expect(held.isHeld).toBe(false);
    expect(done).toEqual(['begin 1', 'end 1 at 2500']);
    expect(leases.calls.at(-1)).toBe('release 1');
    expect(notices.map(({ kind }) => kind)).toEqual(['acquired', 'released']);
  });

  it('gives the lease back only when the work has ended', async () => {
    let end: () => void = () => undefined;
    const { leases, time, hold } = setting(() => new Promise((resolve) => (end = resolve)));
    const held = hold();
    await time.advance(0);
    const stopped = held.stop();
    await time.advance(0);
    expect(leases.calls).toEqual(['acquire']);
    end();
    await stopped;
    expect(leases.calls).toEqual(['acquire', 'release 1']);
  });

  it('stands by, asking every second, until the lease is free', async () => {
    const { leases, time, done, hold } = setting();
    leases.acquisition = () => Promise.resolve(false);
    const held = hold();
    await time.advance(3_000);
    expect(held.isHeld).toBe(false);
    expect(leases.calls).toHaveLength(4);
    leases.acquisition = () => Promise.resolve(true);
    await time.advance(1_000);
    expect(done).toEqual(['begin 1']);
    await held.stop();
  });

  it('ends the work when another owner has taken over, gives nothing back, and stands by again', async () => {
    const { leases, time, notices, done, hold } = setting();
    const held = hold();
    await time.advance(500);
    leases.renewal = () => Promise.resolve(false);
    leases.acquisition = () => Promise.resolve(false);
    await time.advance(500);
    expect(done).toEqual(['begin 1', 'end 1 at 1000']);
    expect(notices.at(-1)).toEqual({ kind: 'lost', name: 'projector', token: 1n });
    leases.renewal = () => Promise.resolve(true);
    leases.acquisition = () => Promise.resolve(true);
    await time.advance(1_000);
    expect(done.at(-1)).toBe('begin 2');
    await held.stop();
    expect(leases.calls).not.toContain('release 1');
  });

  it('ends the work before the lease runs out where a renewal is never answered', async () => {
    const { leases, time, done, hold } = setting();
    const held = hold();
    await time.advance(500);
    leases.renewal = () => new Promise(() => undefined);
    leases.acquisition = () => Promise.resolve(false);
    await time.advance(TTL_MS - 501);
    expect(done).toEqual(['begin 1']);
    await time.advance(1);
    expect(done).toEqual(['begin 1', `end 1 at ${TTL_MS}`]);
    await held.stop();
  });

  it('works on over failing renewals for as long as the lease lasts, and says so', async () => {
    const { leases, time, notices, done, hold } = setting();
    const held = hold();
    await time.advance(500);
    leases.renewal = () => Promise.reject(new Error('No answer.'));
    await time.advance(2_000);
    expect(done).toEqual(['begin 1']);
    leases.renewal = () => Promise.resolve(true);
    await time.advance(20_000);
    expect(done).toEqual(['begin 1']);
    expect(notices.filter(({ kind }) => kind === 'unavailable')).toHaveLength(2);
    await held.stop();
  });

  it('counts from before it asked, so that a slow answer does not make the lease longer here than there', async () => {
    const { leases, time, done, hold } = setting();
    leases.acquisition = async () => {
      await time.sleep(3_500, new AbortController().signal);
      return true;
    };
    const held = hold();
    await time.advance(3_500);
    expect(done).toEqual(['begin 1']);
    leases.renewal = () => new Promise(() => undefined);
    leases.acquisition = () => Promise.resolve(false);
    await time.advance(500);
    expect(done).toEqual(['begin 1', 'end 1 at 4000']);
    await held.stop();
  });

  it('lets another one try when the work has failed, and tries again itself after a while', async () => {
    let lives = 0;
    const { leases, time, notices, hold } = setting(() => {
      lives += 1;
      return Promise.reject(new Error('It broke.'));
    });
    const held = hold();
    await time.advance(4_999);
    expect([lives, leases.calls]).toEqual([1, ['acquire', 'release 1']]);
    expect(notices).toContainEqual({ kind: 'failed', name: 'projector', error: new Error('It broke.') });
    await time.advance(1);
    expect(lives).toBe(2);
    await held.stop();
  });

  it('asks again where the leases cannot be asked', async () => {
    const { leases, time, notices, done, hold } = setting();
    leases.acquisition = () => Promise.reject(new Error('No answer.'));
    const held = hold();
    await time.advance(2_000);
    expect(notices.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    leases.acquisition = () => Promise.resolve(true);
    await time.advance(1_000);
    expect(done).toEqual(['begin 1']);
    await held.stop();
  });

  it('holds at once, and for good, what an embedded process asks for', async () => {
    const time = new ManualTime();
    let token: bigint | undefined;
    const held = holdLease({
      leases: new EmbeddedLeases(),
      name: 'projector',
      work: (grant, signal) => {
        token = grant.token;
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
      now: () => time.now(),
      sleep: (ms, signal) => time.sleep(ms, signal),
    });
    await time.advance(60_000);
    expect([held.isHeld, token]).toEqual([true, 1n]);
    await held.stop();
    expect(held.isHeld).toBe(false);
  });
});
