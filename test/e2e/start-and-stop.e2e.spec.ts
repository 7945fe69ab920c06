import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../apps/ledger/src/config/configuration.error';
import { RunningLedger } from '../support/running-ledger';

describe('starting and stopping', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-start-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const sentence = async (settings: Record<string, string>): Promise<string> => {
    const error: unknown = await RunningLedger.start({ DATA_DIR: folder, ...settings }).then(
      (ledger) => ledger.stop(),
      (refused: unknown) => refused,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).message;
  };

  it('keeps what it acknowledged over a restart, and publishes what it ships once', async () => {
    const first = await RunningLedger.start({ DATA_DIR: folder });
    await first.begin('kept');
    const moved = await first.move('kept', { targetStateId: 'IDENTIFY', commandId: 'kept-1' });
    await first.move('kept', { targetStateId: 'COMPLETED' });
    await first.stop();

    const second = await RunningLedger.start({ DATA_DIR: folder });
    expect((await second.get('/v1/journeys/kept')).json()).toMatchObject({ stateId: 'IDENTIFY', revision: 1 });
    const again = await second.move('kept', { targetStateId: 'IDENTIFY', commandId: 'kept-1' });
    expect(again.json()).toEqual({ ...moved.json(), replayed: true });
    // The refused attempt was on its way to the record when the first one was told to stop.
    expect(await second.timelineWith('kept', 3)).toMatchObject([{}, {}, { type: 'CommandRejected' }]);
    const published = (await second.get('/v1/definitions/CustomerJourneyState')).json();
    expect(published['versions']).toHaveLength(2);
    await second.stop();
  });

  it('refuses a data folder that another ledger has open, in one sentence', async () => {
    const first = await RunningLedger.start({ DATA_DIR: folder });
    expect(await sentence({})).toMatch(/is open in another process/);
    await first.stop();
  });

  it('refuses a port in use, in one sentence', async () => {
    const first = await RunningLedger.start({ DATA_DIR: join(folder, 'a') });
    const { port } = new URL(first.url);
    expect(await sentence({ DATA_DIR: join(folder, 'b'), PORT: port })).toBe(
      `PORT must be a free port; ${port} on 127.0.0.1 is in use.`,
    );
    await first.stop();
  });

  it('refuses an invalid data folder, and invalid definitions', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await sentence({ DATA_DIR: join(folder, 'file', 'data') })).toMatch(/^DATA_DIR must be a writable folder/);
    expect(await sentence({ DATA_DIR: '/proc/nowhere/data' })).toMatch(/^DATA_DIR must be a writable folder/);
    expect(await sentence({ DEFINITIONS_DIR: join(folder, 'nothing') })).toMatch(
      /^DEFINITIONS_DIR must be an existing folder/,
    );
    writeFileSync(join(folder, 'broken.json'), '{"id":"Broken"}');
    expect(await sentence({ DEFINITIONS_DIR: folder })).toMatch(/broken\.json cannot be published/);
  });

  it('finishes the requests under way before it stops', async () => {
    const ledger = await RunningLedger.start({ DATA_DIR: folder });
    const { hostname, port } = new URL(ledger.url);
    let stopped: Promise<void> | undefined;
    const reply = await new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/x-ndjson' };
      const call = request({ hostname, port, path: '/v1/commands', method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (stopped) return;
          stopped = ledger.stop();
          call.end('{"command":"start","sessionId":"late","definitionId":"CustomerJourneyState"}\n');
        });
        response.on('end', () => resolve(text));
      });
      call.on('error', reject);
      call.write('{"command":"start","sessionId":"early","definitionId":"CustomerJourneyState"}\n');
    });
    await stopped;
    const [early, late] = reply
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(early).toMatchObject({ line: 1, outcome: 'CREATED', sessionId: 'early' });
    expect(late).toMatchObject({ line: 2, outcome: 'UNAVAILABLE', code: 'UNAVAILABLE' });
    const again = await RunningLedger.start({ DATA_DIR: folder });
    expect([(await again.get('/v1/journeys/early')).status, (await again.get('/v1/journeys/late')).status]).toEqual([
      200, 404,
    ]);
    await again.stop();
  });

  it('answers connections that were kept alive while it stops, and resets none', async () => {
    const ledger = await RunningLedger.start({ DATA_DIR: folder });
    const { hostname, port } = new URL(ledger.url);
    const agent = new Agent({ keepAlive: true });
    const ask = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const call = request({ hostname, port, agent, path: '/v1/journeys/none' }, (response) => {
          const answer = [response.statusCode, response.headers.connection, call.reusedSocket];
          response.resume().on('end', () => resolve(answer.join(' ')));
        });
        call.on('error', reject).end();
      });
    const fiveTimes = (): Promise<readonly string[]> => Promise.all(Array.from({ length: 5 }, ask));
    expect(new Set(await fiveTimes())).toEqual(new Set(['404 keep-alive false']));
    const stopped = ledger.stop();
    expect(new Set(await fiveTimes())).toEqual(new Set(['404 close true']));
    await stopped;
    agent.destroy();
  });

  it('cuts bodies that do not arrive, and lets lines take their time', async () => {
    const ledger = await RunningLedger.start({ DATA_DIR: folder, BODY_TIMEOUT_MS: '150' });
    const { hostname, port } = new URL(ledger.url);
    const headers = { 'content-type': 'application/x-ndjson' };
    const lines = request({ hostname, port, path: '/v1/commands', method: 'POST', headers });
    const answered = new Promise<string>((resolve, reject) => {
      lines.on('error', reject).on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text));
      });
    });
    lines.flushHeaders();
    const slow = await new Promise<string>((resolve, reject) => {
      const head = 'POST /v1/journeys HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
      let trickle: NodeJS.Timeout | undefined;
      const socket = connect(Number(port), hostname, () => {
        socket.write(`${head}content-length: 60000\r\n\r\n{`);
        trickle = setInterval(() => socket.write(' '), 20);
      });
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('error', reject).on('close', () => {
        clearInterval(trickle);
        resolve(text);
      });
    });
    expect(slow).toMatch(/^HTTP\/1\.1 408 /);
    expect(slow).toContain('The request did not arrive in time.');
    lines.end('{"command":"start","sessionId":"patient","definitionId":"CustomerJourneyState"}\n');
    expect(await answered).toContain('"CREATED"');
    await ledger.stop();
  });

  it('answers the lines that came, and closes the connection, where no more come', async () => {
    const ledger = await RunningLedger.start({ DATA_DIR: folder, LINES_TIMEOUT_MS: '100' });
    const { hostname, port } = new URL(ledger.url);
    const line = '{"command":"start","sessionId":"silent","definitionId":"CustomerJourneyState"}\n';
    const text = await new Promise<string>((resolve, reject) => {
      const head = 'POST /v1/commands HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\n';
      const socket = connect(Number(port), hostname, () =>
        socket.write(`${head}content-length: 10000\r\n\r\n${line}{"command"`),
      );
      let received = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      socket.on('error', reject).on('close', () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    const [first, last] = text.split('\n').flatMap((one) => (one.startsWith('{') ? [JSON.parse(one) as unknown] : []));
    expect(first).toMatchObject({ line: 1, outcome: 'CREATED', sessionId: 'silent' });
    expect(last).toEqual({
      line: 2,
      outcome: 'UNAVAILABLE',
      code: 'UNAVAILABLE',
      reason:
        'The request was ended, since nothing more came for 100 ms; send the lines from this one on in another request.',
    });
    await ledger.stop();
  });

  it('answers probes and scrapers whatever query they add', async () => {
    const ledger = await RunningLedger.start({ DATA_DIR: folder });
    for (const path of ['/health/live?x=1', '/health/ready?probe=kubelet&x', '/metrics?name=a', '/health/live?']) {
      expect([path, (await ledger.get(path)).status]).toEqual([path, 200]);
    }
    expect((await ledger.get('/v1/journeys/none?x=1')).status).toBe(400);
    await ledger.stop();
  });

  it('serves operations alone where it has not the role api', async () => {
    const api = await RunningLedger.start({ DATA_DIR: folder, ROLES: 'api' });
    const projector = await RunningLedger.start({ DATA_DIR: folder, ROLES: 'projector' });
    const { position } = (await api.begin('roles')).json();
    expect((await api.get(`/v1/journeys?atLeast=${String(position)}`)).json()).toMatchObject({
      journeys: [{ sessionId: 'roles' }],
    });
    expect((await projector.get('/health/ready')).status).toBe(200);
    expect((await projector.get('/v1/journeys/roles')).status).toBe(404);
    await projector.stop();
    await api.stop();
  });
});
