import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startWorker } from '@ledger/runtime';
import type { SqliteFailure } from '../database/failure';
import type { WriterListener, WriterPort } from './writer-port';
import type { AppendBatch, RemoveRequest, WriterData, WriterRequest, WriterResponse } from './thread/writer-protocol';

export class WriterStartError extends Error {
  constructor(readonly failure: SqliteFailure) {
    super(failure.message);
  }
}

/** Starts the writer's thread; resolves once it has opened the file. Throws `WriterStartError` if it cannot. */
export async function startWorkerWriter(data: WriterData, listener: WriterListener): Promise<WriterPort> {
  const worker = startWorker(join(__dirname, 'thread/writer.worker'), { workerData: data });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let isStarted = false;
  let cause: string | undefined;
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (response: WriterResponse) => {
      if (response.kind === 'appended') listener.onReply(response);
      else if (response.kind === 'probed') listener.onProbed(response.failure);
      else if (response.kind === 'removed') listener.onRemoved(response);
      else if (response.kind === 'ready') resolve();
      else reject(new WriterStartError(response.failure));
    });
    worker.on('error', (error) => (cause = `its writer failed (${error.message})`));
    // At the exit no reply is on its way any more, and no statement runs: what the file holds is the outcome.
    worker.on('exit', (code) => {
      const message = cause ?? `its writer has ended${code === 0 ? '' : ` with exit code ${code}`}`;
      reject(new WriterStartError({ kind: 'unavailable', message }));
      if (isStarted) listener.onLost({ kind: 'unavailable', message });
    });
  });
  isStarted = true;
  worker.unref();
  return new WorkerWriter(worker, ended);
}

class WorkerWriter implements WriterPort {
  constructor(
    private readonly worker: Worker,
    private readonly ended: Promise<void>,
  ) {}

  send(batch: AppendBatch): void {
    this.worker.postMessage(batch);
  }

  probe(): void {
    const request: WriterRequest = { kind: 'probe' };
    this.worker.postMessage(request);
  }

  remove(request: RemoveRequest): void {
    this.worker.postMessage(request);
  }

  setBusy(isBusy: boolean): void {
    if (isBusy) this.worker.ref();
    else this.worker.unref();
  }

  async close(): Promise<void> {
    this.worker.ref();
    const request: WriterRequest = { kind: 'close' };
    this.worker.postMessage(request);
    await this.ended;
  }
}
