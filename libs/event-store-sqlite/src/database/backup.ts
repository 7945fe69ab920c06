import { join } from 'node:path';
import { startWorker } from '@ledger/runtime';

/** Null once the copy is on disk, else why there is none. */
export type BackupReply = string | null;

export interface BackupData {
  readonly path: string;
  readonly targetPath: string;
}

/** Copies in a thread of its own: a large file takes long, and must not hold up the caller's thread. */
export function backupInThread(path: string, targetPath: string): Promise<void> {
  const data: BackupData = { path, targetPath };
  return new Promise((resolve, reject) => {
    const worker = startWorker(join(__dirname, 'backup.worker'), { workerData: data });
    worker.on('error', reject);
    worker.on('message', (failure: BackupReply) => (failure === null ? resolve() : reject(new Error(failure))));
    // After a reply this says nothing any more.
    worker.on('exit', () => reject(new Error('the thread that copies it has ended')));
  });
}
