import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, ROOT, SERVER_FLAGS } from '../processes';
import { publishShuttle, SHUTTLE } from '../walkers';
import { answered, type OpenPeer, type Peer, type RunningPeer } from './peer';
import { startProcess } from './peer-process';

/** The ledger as it is built, with all its roles: read models, timeouts and policies are worked on while it is measured. */
export const EMBEDDED: Peer = {
  id: 'ledger',
  title: 'Journey ledger, embedded (SQLite)',
  open: (folder) =>
    Promise.resolve({
      start: (traced) => startLedger({ DATA_DIR: folder }, [], traced),
      close: () => Promise.resolve(),
    }),
};

export const ON_DOUBLE: Peer = {
  id: 'ledger-double',
  title: 'Journey ledger on the protocol double of EventStoreDB (in memory)',
  open: openOnDouble,
};

async function openOnDouble(folder: string): Promise<OpenPeer> {
  const main = join(ROOT, 'libs/event-store-eventstoredb/src/testing/double/double.main.ts');
  const double = spawn(process.execPath, ['-r', join(ROOT, 'scripts/run/register.cjs'), main], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  process.once('exit', () => double.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: double.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { readonly url: string };
  const patient = `${url}${url.includes('?') ? '&' : '?'}defaultDeadline=30000`;
  return {
    start: (traced) => startLedger({ DATA_DIR: folder, EVENT_STORE_URL: patient }, [double.pid ?? 0], traced),
    close: async () => {
      const exited = once(double, 'exit');
      double.kill('SIGTERM');
      await exited;
    },
  };
}

async function startLedger(
  env: NodeJS.ProcessEnv,
  others: readonly number[],
  traced: readonly string[] = [],
): Promise<RunningPeer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = [...traced, process.execPath, ...SERVER_FLAGS, 'dist/apps/ledger/src/main.js'];
  const { pid, kill } = await startProcess(
    command,
    // On few busy cores a caller that waits is measured; one that is told to come again is not.
    { HOST: '127.0.0.1', PORT: String(port), REQUEST_BUDGET_MS: '30000', ...env },
    `${url}/health/live`,
  );
  await publishShuttle(url);
  return {
    url,
    processes: [pid, ...others],
    startSession: async (sessionId) => {
      await answered(`${url}/v1/journeys`, { sessionId, definitionId: SHUTTLE.id, channel: 'voice' });
    },
    stateOf: async (sessionId) => {
      const { stateId } = (await answered(`${url}/v1/journeys/${sessionId}`)) as { readonly stateId: string };
      return stateId;
    },
    transition: (sessionId, targetStateId, commandId) => ({
      path: `/v1/journeys/${sessionId}/transitions`,
      body: `{"targetStateId":"${targetStateId}","commandId":"${commandId}","context":{"verified":true}}`,
    }),
    durability: () =>
      Promise.resolve(
        'EVENT_STORE_URL' in env ? { store: 'memory of the double' } : { journal_mode: 'wal', synchronous: 'FULL' },
      ),
    kill,
  };
}
