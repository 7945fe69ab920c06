import type { Operation, OperationsClient } from '@ledger/client';
import { sleep } from '@ledger/runtime';
import { progressOn, silentProgress, type Progress } from '../output/progress';
import { formatCount } from '../output/times';
import type { Terminal } from '../terminal';

const POLL_EVERY_MS = 500;

/** Polls an operation until it ends or is paused, and shows its progress; resolves to its last status. */
export async function watchOperation(
  operations: Pick<OperationsClient, 'get'>,
  operationId: string,
  terminal: Terminal,
  { quiet }: { readonly quiet?: boolean },
): Promise<Operation> {
  let progress: Progress | undefined;
  try {
    for (;;) {
      const operation = await operations.get(operationId);
      const { status, selected, done, progress: share } = operation;
      if (quiet !== true && share !== null) {
        progress ??= progressOn(terminal.err, operation.kind, selected);
        progress.update(done, noteOf(operation));
      }
      if (status === 'COMPLETED' || status === 'CANCELLED' || status === 'PAUSED') return operation;
      await sleep(POLL_EVERY_MS);
    }
  } finally {
    (progress ?? silentProgress).stop();
  }
}

function noteOf({ done, selected, counts, rate }: Operation): string {
  const others = done - counts.changed;
  const notDone = others === 0 ? '' : `, ${others} not done`;
  const speed = rate === null ? '' : `, ${rate} per second`;
  return `${formatCount(done)} of ${formatCount(selected)}${notDone}${speed}`;
}
