import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freePort } from '../processes';
import { answered, type OpenPeer, type Peer, type RunningPeer } from './peer';
import { startProcess } from './peer-process';
import { PEERS_FOLDER } from './server-peers';

export const RESTATE: Peer = {
  id: 'restate',
  title: 'Restate',
  open: (folder) => {
    mkdirSync(folder, { recursive: true });
    return openRestate(folder);
  },
};

/** One node as it comes, on loopback; what it tells its makers is off. */
async function openRestate(folder: string): Promise<OpenPeer> {
  const [ingress, admin, node, service] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const config = join(folder, 'restate.toml');
  writeFileSync(
    config,
    [
      `base-dir = "${join(folder, 'data')}"`,
      'node-name = "bench"',
      `bind-address = "127.0.0.1:${node}"`,
      `advertised-address = "http://127.0.0.1:${node}"`,
      'listen-mode = "tcp"',
      'disable-telemetry = true',
      'log-filter = "error"',
      '[ingress]',
      `bind-address = "127.0.0.1:${ingress}"`,
      '[admin]',
      `bind-address = "127.0.0.1:${admin}"`,
      '',
    ].join('\n'),
  );
  const [url, adminUrl] = [`http://127.0.0.1:${ingress}`, `http://127.0.0.1:${admin}`];

  const start = async (traced: readonly string[] = []): Promise<RunningPeer> => {
    // The SDK speaks HTTP/2 only, which fetch does not: the registration below finds out whether it is there.
    const handlers = startProcess(
      [process.execPath, join(PEERS_FOLDER, 'restate-service.cjs')],
      { NODE_ENV: 'production', PORT: String(service) },
      `${adminUrl}/health`,
    );
    const server = startProcess(
      [...traced, restateBinary(), '--no-logo', '--config-file', config],
      {},
      `${adminUrl}/health`,
    );
    const [{ pid, kill }, ours] = await Promise.all([server, handlers]);
    await registered(adminUrl, `http://127.0.0.1:${service}`);
    await isAnswering(`${url}/session/none/read`);
    return {
      url,
      processes: [pid, ours.pid],
      startSession: async (sessionId) => void (await answered(`${url}/session/${sessionId}/start`, {})),
      stateOf: async (sessionId) => {
        const session = await answered(`${url}/session/${sessionId}/read`, {});
        return (session as { readonly stateId: string }).stateId;
      },
      transition: (sessionId, targetStateId, commandId) => ({
        path: `/session/${sessionId}/move`,
        body: `{"targetStateId":"${targetStateId}","commandId":"${commandId}","context":{"verified":true}}`,
        headers: `idempotency-key: ${commandId}\r\n`,
      }),
      durability: () => Promise.resolve(durabilityOf(config)),
      kill: async () => {
        await Promise.all([kill(), ours.kill()]);
      },
    };
  };
  return { start, close: () => Promise.resolve() };
}

/** The server itself: the npm package starts it by a script that would stand between it and a signal. */
function restateBinary(): string {
  const from = createRequire(join(PEERS_FOLDER, 'package.json'));
  const platform = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  const server = createRequire(from.resolve('@restatedev/restate-server/package.json'));
  return join(dirname(server.resolve(`${platform}/package.json`)), 'bin', 'restate-server');
}

async function registered(admin: string, uri: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await answered(`${admin}/deployments`, { uri, force: true });
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function isAnswering(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await answered(url, {});
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** What its logs do about fsync, from the configuration as it understands it. */
function durabilityOf(config: string): Readonly<Record<string, unknown>> {
  const text = execFileSync(restateBinary(), ['--config-file', config, '--dump-config'], { encoding: 'utf8' });
  const settings: Record<string, string> = {};
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
    const [, name, value = ''] =
      /^(default-provider|default-replication|rocksdb-disable-wal(?:-fsync)?) = (.+)$/.exec(line) ?? [];
    if (name !== undefined) settings[`${section}.${name}`] = value.replaceAll('"', '');
  }
  return settings;
}
