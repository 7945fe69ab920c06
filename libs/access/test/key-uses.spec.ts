import { FakeTime } from '@ledger/runtime/testing';
import { KeyUses, type KeyUse, type Principal } from '../src';

const flow: Principal = { clientId: 'a7Kd93Xw', tenant: 'default', scopes: new Set() };
const desk: Principal = { ...flow, clientId: 'f0Rm2LqE' };

class Kept {
  readonly writes: (readonly KeyUse[])[] = [];
  isAway = false;

  record(uses: readonly KeyUse[]): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('The database is away.'));
    this.writes.push(uses);
    return Promise.resolve();
  }

  usesOf(): Promise<ReadonlyMap<string, string>> {
    if (this.isAway) return Promise.reject(new Error('The database is away.'));
    return Promise.resolve(new Map(this.writes.flat().map(({ keyId, usedAt }) => [keyId, usedAt])));
  }
}

describe('the last uses of keys', () => {
  const setUp = () => {
    const [time, store, warnings] = [new FakeTime('2026-11-02T09:30:00.000Z'), new Kept(), [] as string[]];
    const log = { warn: (line: string) => warnings.push(line), error: () => undefined };
    const uses = new KeyUses({ store, scheduler: time, log });
    return { time, store, warnings, uses, note: (key: Principal) => uses.note(key, time.now().getTime()) };
  };

  it('are written once a minute, the last of each key', async () => {
    const { time, store, note } = setUp();
    for (let second = 0; second < 59; second++) {
      note(flow);
      await time.advance(1_000);
    }
    note(desk);
    expect(store.writes).toEqual([]);
    await time.advance(1_000);
    const of = (keyId: string, usedAt: string) => ({ tenant: 'default', keyId, usedAt });
    expect(store.writes).toEqual([
      [of('a7Kd93Xw', '2026-11-02T09:30:58.000Z'), of('f0Rm2LqE', '2026-11-02T09:30:59.000Z')],
    ]);
    await time.advance(600_000);
    expect(store.writes).toHaveLength(1);
    note(desk);
    await time.advance(60_000);
    expect(store.writes).toHaveLength(2);
  });

  it('are known before they are written, and none is lost while the database is away', async () => {
    const { time, store, warnings, uses, note } = setUp();
    note(flow);
    expect(await uses.lastUses('default')).toEqual(new Map([['a7Kd93Xw', '2026-11-02T09:30:00.000Z']]));
    expect(await uses.lastUses('acme')).toEqual(new Map());
    store.isAway = true;
    await time.advance(180_000);
    expect(warnings).toHaveLength(1);
    expect(await uses.lastUses('default')).toEqual(new Map([['a7Kd93Xw', '2026-11-02T09:30:00.000Z']]));
    store.isAway = false;
    await time.advance(60_000);
    expect(store.writes).toEqual([[{ tenant: 'default', keyId: 'a7Kd93Xw', usedAt: '2026-11-02T09:30:00.000Z' }]]);
  });
});
