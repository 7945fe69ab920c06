import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';

/** A Node.js that is installed beside the one that runs the tests. */
export interface NodeRuntime {
  readonly version: string;
  readonly program: string;
}

/** What test/runtimes/package.json pins for this platform; none where no package is published for it. */
export function nodeRuntimes(): readonly NodeRuntime[] {
  const folder = join(ROOT, 'test', 'runtimes');
  const { optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return Object.entries(optionalDependencies)
    .filter(([name]) => name.endsWith(`-${process.platform}-${process.arch}`))
    .map(([name, pinned]) => ({
      version: pinned.slice(pinned.lastIndexOf('@') + 1),
      program: join(folder, 'node_modules', name, 'bin', 'node'),
    }));
}

export function isInstalled({ program }: NodeRuntime): boolean {
  return existsSync(program);
}
