import { FakeTime } from '@ledger/runtime/testing';
import { AdminKeyWatch } from './admin-key-watch';

const DAY_MS = 86_400_000;

describe('the watch over the last administrator’s key', () => {
  it('says once a day what has to be known then, and nothing where there is nothing', async () => {
    const time = new FakeTime('2026-11-02T09:30:00.000Z');
    const lines: string[] = [];
    const warnings = [undefined, 'expires in 30 days', 'expires in 29 days', undefined];
    const watch = new AdminKeyWatch({
      scheduler: time,
      warning: () => Promise.resolve(warnings.shift()),
      warn: (line) => void lines.push(`${time.now().toISOString()} ${line}`),
    });
    await watch.start();
    expect(lines).toEqual([]);
    await time.advance(3 * DAY_MS);
    expect(lines).toEqual([
      '2026-11-03T09:30:00.000Z expires in 30 days',
      '2026-11-04T09:30:00.000Z expires in 29 days',
    ]);
  });

  it('ends with the process, also while it looks', async () => {
    const time = new FakeTime();
    const asked: ((warning: string) => void)[] = [];
    const lines: string[] = [];
    const warning = (): Promise<string> => new Promise((answer) => void asked.push(answer));
    const watch = new AdminKeyWatch({ scheduler: time, warning, warn: (line) => void lines.push(line) });
    const started = watch.start();
    watch.stop();
    asked[0]?.('expires in 30 days');
    await started;
    expect([lines, time.waiting]).toEqual([[], []]);
  });

  it('waits for no day after a stop', async () => {
    const time = new FakeTime();
    const nothing = { warning: () => Promise.resolve(undefined), warn: () => undefined };
    const watch = new AdminKeyWatch({ scheduler: time, ...nothing });
    await watch.start();
    expect(time.waiting).toHaveLength(1);
    watch.stop();
    expect(time.waiting).toEqual([]);
  });
});
