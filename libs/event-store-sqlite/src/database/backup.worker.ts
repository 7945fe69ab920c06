import { closeSync, fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '@ledger/runtime';
import type { BackupData, BackupReply } from './backup';
import { connect } from './driver';

/** Copies a ledger into a new file, as of the moment at which it starts, and sees it onto the disk. */
function copy({ path, targetPath }: BackupData): void {
  const connection = connect(path);
  try {
    connection.prepare('VACUUM INTO ?').run([targetPath]);
  } finally {
    connection.close();
  }
  // SQLite leaves the new file to the operating system's cache.
  const file = openSync(targetPath, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

try {
  copy(workerData as BackupData);
  reply(null);
} catch (error) {
  reply(errorMessage(error));
}

function reply(outcome: BackupReply): void {
  parentPort?.postMessage(outcome);
}
