import type { Sleep } from '@ledger/runtime';
import type { SqliteFailure } from '../src/database/failure';
import { LastingWriter, type LastingListener } from '../src/writer/lasting-writer';
import { WriterStartError } from '../src/writer/worker-writer';
import type { WriterListener, WriterPort } from '../src/writer/writer-port';

const REPLY = { kind: 'appended', outcomes: [], failures: [] } as const;

function failure(message: string): SqliteFailure {
  return { kind: 'unavailable', message };
}

/** Starts of writers that succeed or fail as told, with sleeps that a test ends by itself. */
class Stage implements LastingListener {
  readonly told: string[] = [];
  readonly pauses: number[] = [];
  /** Why the next starts fail; they succeed when there is none left. */
  readonly refusals: string[] = [];
  listener: WriterListener | undefined;
  objection: string | undefined;
  closed = 0;

  readonly onReply = (): void => undefined;
  readonly onRemoved = (): void => undefined;
  readonly onProbed = (): void => undefined;
  readonly onLost = ({ message }: SqliteFailure): void => void this.told.push(`lost: ${message}`);
  readonly onReplaced = (): void => void this.told.push('replaced');

  open(sleep: Sleep = (ms) => Promise.resolve(void this.pauses.push(ms))): Promise<WriterPort> {
    return LastingWriter.start({ path: '/data/ledger.db', maxPages: undefined }, this, {
      start: (_, listener) => this.#start(listener),
      sleep,
      log: {
        warn: (text) => void this.told.push(`warn: ${text}`),
        error: (text) => void this.told.push(`error: ${text}`),
      },
      objection: () => this.objection,
      onGivenUp: (reason) => void this.told.push(`given up: ${reason}`),
    });
  }

  #start(listener: WriterListener): Promise<WriterPort> {
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return Promise.reject(new WriterStartError(failure(refusal)));
    this.listener = listener;
    const idle = (): void => undefined;
    return Promise.resolve({
      send: idle,
      probe: idle,
      remove: idle,
      setBusy: idle,
      close: () => Promise.resolve(void this.closed++),
    });
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('LastingWriter', () => {
  it('starts another writer, after longer and longer pauses while that fails', async () => {
    const stage = new Stage();
    await stage.open();
    stage.refusals.push('disk I/O error', 'disk I/O error');
    stage.listener?.onLost(failure('its writer has ended'));
    await turn();
    expect(stage.pauses).toEqual([100, 200, 400]);
    expect(stage.told).toEqual([
      'lost: its writer has ended',
      'error: The ledger in /data/ledger.db stores no appends: its writer has ended. What was acknowledged is kept. A ' +
        'new writer is started.',
      'lost: disk I/O error',
      'lost: disk I/O error',
      'replaced',
      'warn: The ledger in /data/ledger.db has a new writer, and stores appends again.',
    ]);
  });

  it('gives up after half a minute of failures, and counts from zero after a reply', async () => {
    const stage = new Stage();
    await stage.open();
    stage.refusals.push(...Array.from({ length: 9 }, () => 'disk I/O error'));
    stage.listener?.onLost(failure('its writer has ended'));
    await turn();
    expect(stage.told.at(-1)).toContain('has a new writer');
    stage.listener?.onReply(REPLY);
    stage.pauses.length = 0;

    stage.refusals.push(...Array.from({ length: 10 }, () => 'disk I/O error'));
    stage.listener?.onLost(failure('its writer has ended'));
    await turn();
    expect(stage.pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000]);
    expect(stage.told.at(-1)).toBe(
      'given up: The ledger in /data/ledger.db stores no appends: disk I/O error. What was acknowledged is kept. ' +
        '10 attempts to start a new writer have failed.',
    );
  });

  it('gives up on writers that start and end without a single reply', async () => {
    const stage = new Stage();
    await stage.open();
    for (let ends = 0; ends < 11; ends++) {
      stage.listener?.onLost(failure('its writer has ended'));
      await turn();
    }
    expect(stage.pauses).toHaveLength(10);
    expect(stage.told.at(-1)).toMatch(/^given up: .*: its writer has ended\./);
  });

  it('starts none on another file than the one that was open', async () => {
    const stage = new Stage();
    await stage.open();
    stage.objection = 'the file /data/ledger.db was removed or replaced';
    stage.listener?.onLost(failure('its writer has ended'));
    await turn();
    expect(stage.told).toContain(`lost: ${stage.objection}`);
    expect(stage.told).not.toContain('replaced');
  });

  it('starts none once it is being closed, and throws if there never was one', async () => {
    const stage = new Stage();
    const writer = await stage.open(
      (_, signal) => new Promise((end) => signal?.addEventListener('abort', () => end())),
    );
    stage.listener?.onLost(failure('its writer has ended'));
    await writer.close();
    stage.listener?.onLost(failure('its writer has ended'));
    expect(stage.told.filter((text) => text === 'replaced')).toEqual([]);
    expect(stage.closed).toBe(1);

    stage.refusals.push('it is damaged');
    await expect(stage.open()).rejects.toThrow(WriterStartError);
  });
});
