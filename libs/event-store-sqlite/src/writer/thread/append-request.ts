import { type AppendBatch, EVENT_WIDTH } from './writer-protocol';

/** One append within a batch: its events start at `batch[start]`. */
export interface AppendRequest {
  readonly batch: AppendBatch;
  readonly start: number;
  readonly count: number;
  readonly stream: string;
  /** A revision, or one of the `EXPECT_…` numbers. */
  readonly expected: number;
  readonly recordedAt: number;
}

export function decodeBatch(batch: AppendBatch): AppendRequest[] {
  const recordedAt = batch[0] as number;
  const requests: AppendRequest[] = [];
  let at = 1;
  while (at < batch.length) {
    const count = batch[at + 1] as number;
    const start = at + 3;
    requests.push({ batch, start, count, stream: batch[at + 2] as string, expected: batch[at] as number, recordedAt });
    at = start + count * EVENT_WIDTH;
  }
  return requests;
}

/** Id of the n-th event of an append. */
export function idAt(request: AppendRequest, index: number): string {
  return request.batch[request.start + index * EVENT_WIDTH] as string;
}
