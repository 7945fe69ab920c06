import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqliteFailure } from '../src/database/failure';
import { startWorkerWriter, WriterStartError } from '../src/writer/worker-writer';
import type { WriterListener } from '../src/writer/writer-port';
import { APPENDED, type AppendBatch, type AppendReply, EXPECT_ANY } from '../src/writer/thread/writer-protocol';

/** Keeps what the writer's thread says. */
class Replies implements WriterListener {
  readonly all: AppendReply[] = [];
  readonly probed: string[] = [];
  readonly lost: string[] = [];
  onNext: (() => void) | undefined;

  onReply(reply: AppendReply): void {
    this.all.push(reply);
    this.onNext?.();
  }

  onRemoved(): void {
    this.onNext?.();
  }

  onProbed(failure: SqliteFailure | undefined): void {
    this.probed.push(failure?.message ?? 'written');
  }

  onLost({ message }: { readonly message: string }): void {
    this.lost.push(message);
    this.onNext?.();
  }
}

function batch(n: number, stream = 'a-1'): AppendBatch {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return [1_000, EXPECT_ANY, 1, stream, id, 'Noted', '{}', '{}'];
}

describe('The writer’s thread', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('commits together what has arrived together: one reply for all of it', async () => {
    const replies = new Replies();
    const writer = await startWorkerWriter({ path: join(folder, 'ledger.db'), maxPages: undefined }, replies);
    for (let n = 0; n < 50; n++) writer.send(batch(n));
    writer.probe();
    await writer.close();
    const outcomes = replies.all.flatMap((reply) => reply.outcomes);
    expect(outcomes).toEqual(Array.from({ length: 50 }, (_, n) => [APPENDED, n, n + 1]).flat());
    // The thread may wake before the last was sent, but not once for each.
    expect(replies.all.length).toBeLessThan(25);
    expect(replies.probed).toEqual(['written']);
    expect(replies.lost).toEqual(['its writer has ended']);
  });

  it('refuses to start where it cannot open the file, and says why', async () => {
    const start = startWorkerWriter({ path: join(folder, 'no', 'ledger.db'), maxPages: undefined }, new Replies());
    const error: unknown = await start.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WriterStartError);
    expect(error).toMatchObject({
      failure: { kind: 'unavailable', message: expect.stringContaining('Unable to open') },
    });
  });

  it('says that it is lost when its thread fails, and can still be closed', async () => {
    const replies = new Replies();
    const writer = await startWorkerWriter({ path: join(folder, 'ledger.db'), maxPages: undefined }, replies);
    const lost = new Promise<void>((resolve) => (replies.onNext = resolve));
    writer.setBusy(true);
    writer.send(null as unknown as AppendBatch);
    await lost;
    expect(replies.lost[0]).toMatch(/^its writer failed \(.+\)$/);
    await writer.close();
    expect(replies.all).toEqual([]);
  });
});
