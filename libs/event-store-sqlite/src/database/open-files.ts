import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** SQLite keeps using a file that was removed, and its commits are gone when the process ends: it must be noticed. */
export class OpenFiles {
  readonly #inodes: ReadonlyMap<string, number>;

  /** Made while the ledger is open: its log is there as long as a connection is. */
  constructor(readonly path: string) {
    const found = [path, `${path}-wal`].map((name) => [name, inodeOf(name)] as const);
    this.#inodes = new Map(found.flatMap(([path, inode]) => (inode === undefined ? [] : [[path, inode]])));
  }

  /** The first file whose name leads to another file than the open one, or to none. */
  missing(): string | undefined {
    for (const [path, inode] of this.#inodes) if (inodeOf(path) !== inode) return path;
    return undefined;
  }

  /** Why the ledger must not be opened again now: SQLite would create an empty one, or take another for it. */
  objection(): string | undefined {
    const missing = this.missing();
    return missing === undefined ? undefined : `the file ${missing} was removed or replaced`;
  }

  /** Bytes that this user may still fill on the ledger's disk; undefined if its folder is gone. */
  async freeBytes(): Promise<number | undefined> {
    try {
      const { bavail, bsize } = await statfs(dirname(this.path));
      return bavail * bsize;
    } catch {
      return undefined;
    }
  }
}

export function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
