import { isAccepted, LedgerClient, type CommandLine, type LineOutcome } from '../src/index';
import { fakeLedger, hangUp, json, type Answer, type FakeLedger } from './fake-ledger.test-support';

let ledger: FakeLedger;
let client: LedgerClient;

beforeEach(async () => {
  ledger = await fakeLedger();
  client = new LedgerClient({ url: ledger.url, sleep: () => Promise.resolve() });
});
afterEach(() => ledger.close());

/** Answers each line of the request with its own session, in order. */
const outcomes: Answer = (request, response) => {
  const answers = linesOf(request.body).map((line, index) => {
    const { sessionId } = JSON.parse(line) as { sessionId: string };
    return JSON.stringify({ line: index + 1, outcome: 'ADVANCED', sessionId, revision: 1 });
  });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(`${answers.join('\n')}\n`);
};

/** Answers the first `count` lines, then cuts the connection. */
function outcomesThenHangUp(count: number): Answer {
  return (request, response) => {
    for (const line of linesOf(request.body).slice(0, count)) {
      const { sessionId } = JSON.parse(line) as { sessionId: string };
      response.write(`${JSON.stringify({ outcome: 'ADVANCED', sessionId, revision: 1 })}\n`);
    }
    // The rest goes only once the lines above have been handed to the socket.
    response.write('', () => response.socket?.end(() => response.socket?.destroy()));
  };
}

function linesOf(body: string): string[] {
  return body.split('\n').filter((line) => line !== '');
}

function transitions(count: number, commandId = true): CommandLine[] {
  return Array.from({ length: count }, (_, index) => ({
    command: 'transition' as const,
    sessionId: `s-${index + 1}`,
    targetStateId: 'B',
    ...(commandId ? { commandId: `c-${index + 1}` } : {}),
  }));
}

async function all(stream: AsyncIterable<LineOutcome>): Promise<LineOutcome[]> {
  const found: LineOutcome[] = [];
  for await (const outcome of stream) found.push(outcome);
  return found;
}

describe('commands', () => {
  it('go out in bounded requests one after the other, and come back numbered over all of them', async () => {
    ledger.answers(outcomes);
    const found = await all(client.commands(transitions(5), { linesPerRequest: 2, mode: 'import' }));
    expect(found.map(({ line, sessionId }) => [line, sessionId])).toEqual([
      [1, 's-1'],
      [2, 's-2'],
      [3, 's-3'],
      [4, 's-4'],
      [5, 's-5'],
    ]);
    expect(ledger.seen.map((request) => linesOf(request.body).length)).toEqual([2, 2, 1]);
    expect(ledger.seen[0]?.url).toBe('/v1/commands?mode=import');
    expect(ledger.seen[0]?.headers['content-type']).toBe('application/x-ndjson');
  });

  it('are bounded in bytes too, and one line over the bound travels alone', async () => {
    ledger.answers(outcomes);
    const [first, second] = transitions(2).map((line) => JSON.stringify(line));
    const long = JSON.stringify({
      command: 'context',
      sessionId: 'long',
      commandId: 'c',
      context: { note: 'x'.repeat(300) },
    });
    const lines = [first ?? '', long, second ?? ''];
    const found = await all(client.commands(lines, { bytesPerRequest: 200 }));
    expect(found.map(({ sessionId }) => sessionId)).toEqual(['s-1', 'long', 's-2']);
    expect(ledger.seen).toHaveLength(3);
  });

  it('may come from an async source, and an empty one sends nothing', async () => {
    ledger.answers(outcomes);
    async function* source(): AsyncGenerator<CommandLine> {
      yield* transitions(3);
    }
    await expect(all(client.commands(source()))).resolves.toHaveLength(3);
    await expect(all(client.commands([]))).resolves.toEqual([]);
    expect(ledger.seen).toHaveLength(1);
  });

  it('left unanswered by a lost connection are sent again, those answered are not', async () => {
    ledger.answers(outcomesThenHangUp(2), outcomes);
    const found = await all(client.commands(transitions(4)));
    expect(found.map(({ line, sessionId }) => [line, sessionId])).toEqual([
      [1, 's-1'],
      [2, 's-2'],
      [3, 's-3'],
      [4, 's-4'],
    ]);
    expect(ledger.seen.map((request) => linesOf(request.body).length)).toEqual([4, 2]);
  });

  it('without a commandId are not sent again', async () => {
    ledger.answers(hangUp, outcomes);
    await expect(all(client.commands(transitions(2, false)))).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(ledger.seen).toHaveLength(1);
  });

  it('refused as a whole throw the problem', async () => {
    ledger.answers(json(413, { code: 'PAYLOAD_TOO_LARGE', status: 413, detail: 'Too large.' }));
    await expect(all(client.commands(transitions(1)))).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      status: 413,
    });
  });

  it('that get fewer answers than lines are an error once retries are spent', async () => {
    ledger.answers((_, response) => response.end(''));
    await expect(all(client.commands(transitions(3)))).rejects.toThrow('answered 0 of 3 command lines');
  });

  it('keep a character whole that the network cuts in two', async () => {
    ledger.answers((_, response) => {
      const bytes = Buffer.from(`${JSON.stringify({ outcome: 'REJECTED', code: 'GUARD_FAILED', reason: 'größer' })}\n`);
      const middle = bytes.indexOf(0xc3) + 1;
      response.write(bytes.subarray(0, middle), () => setImmediate(() => response.end(bytes.subarray(middle))));
    });
    const [outcome] = await all(client.commands(transitions(1)));
    expect(outcome).toEqual({ line: 1, outcome: 'REJECTED', code: 'GUARD_FAILED', reason: 'größer' });
  });
});

describe('isAccepted', () => {
  it.each(['CREATED', 'RESUMED', 'ADVANCED', 'UNCHANGED'])('holds for %s', (outcome) => {
    expect(isAccepted({ outcome })).toBe(true);
  });
  it.each(['REJECTED', 'CONFLICT', 'EXPIRED', 'NOT_FOUND', 'UNAVAILABLE', 'SOMETHING_NEW'])(
    'fails for %s',
    (outcome) => {
      expect(isAccepted({ outcome })).toBe(false);
    },
  );
});
