import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './processes';

export interface Following {
  /** Ends it, and says how many messages came. */
  end(): Promise<number>;
}

/** Follows paths of server-sent events, each on a connection of its own, in a process of its own; resolves once all are open. */
export async function follow(url: string, paths: readonly string[]): Promise<Following> {
  const child = spawn(process.execPath, [join(ROOT, 'bench', 'support', 'followers.cjs'), url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  child.stdin.write(`${paths.join('\n')}\ngo\n`);
  await once(lines, 'line');
  return {
    end: async () => {
      child.stdin.write('end\n');
      const [count] = (await once(lines, 'line')) as [string];
      return Number(count);
    },
  };
}
