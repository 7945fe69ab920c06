import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { journey } from './fake-terminal.test-support';

const LINES = Array.from({ length: 5 }, (_, index) =>
  JSON.stringify({ command: 'transition', sessionId: `s-${index}`, targetStateId: 'B' }),
);

let folder: string;
let file: string;
let server: Server;
let url: string;
let bodies: string[];

/** A ledger that answers as many requests as told, and is gone when the next one comes. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-import-'));
  file = join(folder, 'commands.ndjson');
  await writeFile(file, LINES.join('\n'));
  bodies = [];
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function ledgerThatAnswers(requests: number): Promise<void> {
  server = createServer((request, response) => {
    // Who is asking is not part of an import.
    if (request.method === 'GET') return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      if (bodies.length >= requests) {
        server.close();
        server.closeAllConnections();
        return;
      }
      bodies.push(body);
      const answers = body
        .trimEnd()
        .split('\n')
        .map(() => JSON.stringify({ outcome: 'ADVANCED', replayed: false }));
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(`${answers.join('\n')}\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const importing = (...options: readonly string[]) =>
  journey(['import', file, '--url', url, '--lines-per-request', '2', ...options]);

describe('an import', () => {
  it('gives every line an id of its own and posts as history', async () => {
    await ledgerThatAnswers(3);
    const { exitCode, err } = await importing();
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^import: \d+%, \d commands, 0 refused\n/);
    const sent = bodies.flatMap((body) => body.trimEnd().split('\n'));
    const ids = sent.map((line) => (JSON.parse(line) as { commandId: string }).commandId);
    expect(ids.map((id) => id.split(':').slice(0, 2))).toEqual(
      ['1', '2', '3', '4', '5'].map((line) => ['import', line]),
    );
  });

  it('that loses its ledger says how far it came and that it may be run again', async () => {
    await ledgerThatAnswers(2);
    const { exitCode, out, err } = await importing('-q');
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toContain(' 4 commands were answered; run the same again to continue.');
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('of a file that ends in the middle says what was answered, and that the whole file may be imported again', async () => {
    await ledgerThatAnswers(9_999);
    // So many lines of noise that what inflates before the cut fills several requests.
    const noise = Array.from({ length: 4_000 }, (_, index) =>
      JSON.stringify({
        command: 'transition',
        sessionId: `s-${index}`,
        targetStateId: createHash('sha256').update(String(index)).digest('hex'),
      }),
    );
    const whole = gzipSync(noise.join('\n'));
    const cut = join(folder, 'cut.ndjson.gz');
    await writeFile(cut, whole.subarray(0, whole.length - 1_000));
    const { exitCode, out, err } = await journey(['import', cut, '--url', url, '--lines-per-request', '2', '-q']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    const [, answered] =
      /cut off or damaged .* (\d+) commands before it were answered; import the whole file again/.exec(err) ?? [];
    expect(Number(answered)).toBe(2 * bodies.length);
    expect(bodies.length).toBeGreaterThan(100);
  });

  it('of a small file that inflates to one endless line ends with a sentence', async () => {
    const bomb = join(folder, 'bomb.ndjson.gz');
    await writeFile(bomb, gzipSync(Buffer.alloc(8_000_000, 'x'), { level: 1 }));
    const { exitCode, out, err } = await journey(['import', bomb, '--url', url, '-q']);
    expect({ exitCode, out, bodies }).toEqual({ exitCode: 2, out: '', bodies: [] });
    expect(err).toMatch(
      /: Line 1 has more than 4,194,304 characters; this is not a log, or it is damaged\. Nothing was imported/,
    );
  });

  it.each([
    [
      'an event log under another name',
      '<log/>',
      /is not one of commands: line 1 is not a JSON object\. It seems to be XML\./,
    ],
    ['CSV', 'case,activity,time\n', /If it is an event log, say --format/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xfc]), /Line 1 is not UTF-8: byte 0xFC at offset 1/],
  ])('of %s sends nothing', async (_, content, sentence) => {
    await ledgerThatAnswers(9);
    await writeFile(file, content);
    const { exitCode, err } = await importing('-q');
    expect([exitCode, err]).toEqual([2, expect.stringMatching(sentence)]);
    expect(err).toMatch(/Nothing was imported\./);
    expect(bodies).toEqual([]);
  });

  it('whose times go back warns, and ends with 1 unless that is allowed', async () => {
    await ledgerThatAnswers(9);
    const times = ['2026-01-01T10:00:00Z', '2026-01-01T09:00:00Z'];
    const lines = times.map((occurredAt) =>
      JSON.stringify({ command: 'context', sessionId: 's', context: {}, occurredAt }),
    );
    await writeFile(file, lines.join('\n'));
    const run = await importing('-q');
    expect(run.exitCode).toBe(1);
    expect(run.err).toMatch(
      /1 event is earlier than the one before in the same case \(1 case; the first: case "s" at 2/,
    );
    expect((await importing('-q', '--allow-disorder')).exitCode).toBe(0);
    expect((await importing('-q', '--live')).err).toBe('');
  });

  it('whose ledger was never there says just that', async () => {
    await ledgerThatAnswers(0);
    const { exitCode, err } = await importing('-q');
    expect(exitCode).toBe(3);
    expect(err).not.toContain('were answered');
  });
});
