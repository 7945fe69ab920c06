import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { systemClock, systemScheduler } from '@ledger/runtime';
import { sendWebhook, type WebhookTarget } from '@ledger/escalations';
import { freePort } from '../support/ledger-process';

const ROOT = resolve(__dirname, '..', '..');
const SECRET = `whsec_${Buffer.from('shared-by-the-guide-and-its-test').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('unknown-to-the-receiver-of-the-guide').toString('base64')}`;

describe('the receiver in the guide to escalations', () => {
  let receiver: ChildProcess;
  let lines: Interface;
  let port: number;

  beforeAll(async () => {
    const guide = readFileSync(join(ROOT, 'docs/guides/escalations.md'), 'utf8');
    const code = /```js receiver\n(.*?)```/s.exec(guide)?.[1] ?? '';
    port = await freePort();
    receiver = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: ROOT,
      env: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (receiver.stdout === null) throw new Error('The receiver has no output.');
    lines = createInterface(receiver.stdout);
    expect(await once(lines, 'line')).toEqual(['waiting for webhooks']);
  });
  afterAll(async () => {
    receiver.kill();
    await once(receiver, 'exit');
  });

  const send = (id: string, secrets: readonly string[]) => {
    const url = new URL(`http://127.0.0.1:${port}/`);
    const target: WebhookTarget = {
      ...{ name: 'guide', url, secrets },
      ...{ concurrency: 1, timeoutMs: 10_000, allowPrivate: true },
    };
    const data = { escalationId: id, customerId: 'customer-93', stateId: 'IDENTIFY', reason: 'timeout' };
    const body = JSON.stringify({ type: 'escalation.requested', timestamp: new Date().toISOString(), data });
    const ports = { clock: systemClock, scheduler: systemScheduler };
    return sendWebhook(ports, target, { id, body }, new AbortController().signal);
  };

  it('takes what is signed with its secret, once for each id, and refuses anything else', async () => {
    const heard: string[] = [];
    lines.on('line', (line) => heard.push(line));
    expect(await send('call-1:2', [OTHER])).toMatchObject({ kind: 'failed', code: 'HTTP_400' });
    for (const secrets of [[SECRET], [SECRET], [OTHER, SECRET]]) {
      expect(await send('call-1:2', secrets)).toEqual({ kind: 'delivered', status: 204 });
    }
    const last = once(lines, 'line');
    expect(await send('call-2:5', [SECRET])).toMatchObject({ kind: 'delivered' });
    await last;
    expect(heard).toEqual([
      'call-1:2: call customer-93 back, IDENTIFY timeout',
      'call-2:5: call customer-93 back, IDENTIFY timeout',
    ]);
  });
});
