import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { TextLine } from '@ledger/exchange';
import { withCommandIds } from '../src/import/command-ids';
import { ImportTally } from '../src/import/import-summary';
import { instantArgument, positiveNumber, wholeNumber } from '../src/input/arguments';
import { secondsArgument } from '../src/input/seconds';
import { urlArgument } from '../src/input/server-address';
import { collectContext } from '../src/input/assignments';
import { readDefinitionFile } from '../src/input/definition-file';
import { openLineSource } from '../src/input/line-source';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-input-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function linesIn(path: string, stdin: Readable = Readable.from([])): Promise<TextLine[]> {
  const source = await openLineSource(path, stdin);
  const lines: TextLine[] = [];
  for await (const line of source.lines()) lines.push(line);
  return lines;
}

describe('arguments', () => {
  it.each([
    [wholeNumber, '0', 0],
    [wholeNumber, '42', 42],
    [positiveNumber, '1', 1],
    [instantArgument, '2026-01-01T10:00:00+02:00', '2026-01-01T08:00:00.000Z'],
    [instantArgument, '2026-01-01', '2026-01-01T00:00:00.000Z'],
    [urlArgument, 'http://localhost:3000/', 'http://localhost:3000/'],
    [secondsArgument, '24h', 86_400],
    [secondsArgument, '30m', 1_800],
    [secondsArgument, '7d', 604_800],
    [secondsArgument, '0', 0],
  ])('%p takes %s', (parse, text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each([
    [wholeNumber, '-1'],
    [wholeNumber, '1.5'],
    [wholeNumber, '99999999999999999999'],
    [wholeNumber, ''],
    [positiveNumber, '0'],
    [instantArgument, 'yesterday'],
    [instantArgument, '2026-13-01T10:00:00Z'],
    [instantArgument, '2026-01-01 10:00'],
    [secondsArgument, '24'],
    [secondsArgument, '-1h'],
    [secondsArgument, 'PT1H'],
    [urlArgument, 'localhost:3000'],
    [urlArgument, 'ftp://host'],
  ])('%p refuses %p', (parse, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
  });
});

describe('context', () => {
  it('is collected from assignments, JSON values as such and the rest as text', () => {
    const texts = ['verified=true', 'score=0.5', 'name=Ann=B', 'zip="007"', 'gone=null', 'empty='];
    const context = texts.reduce<ReturnType<typeof collectContext> | undefined>(
      (before, text) => collectContext(text, before),
      undefined,
    );
    expect(context).toEqual({ verified: true, score: 0.5, name: 'Ann=B', zip: '007', gone: null, empty: '' });
  });

  it('may be one JSON object', () => {
    expect(collectContext('{"a":{"b":1}}', { c: 2 })).toEqual({ a: { b: 1 }, c: 2 });
  });

  it.each(['verified', '=true', '{"a":', 'id=10016114430915841234', '{"id":10016114430915841234}'])(
    'refuses %s',
    (text) => {
      expect(() => collectContext(text, undefined)).toThrow(
        expect.objectContaining({ code: 'commander.invalidArgument' }),
      );
    },
  );
});

describe('lines', () => {
  const TEXT = '{"a":1}\n\n  \r\n{"b":"ü"}\r\n{"c":3}';
  const LINES = [
    { number: 1, text: '{"a":1}' },
    { number: 4, text: '{"b":"ü"}' },
    { number: 5, text: '{"c":3}' },
  ];

  it('come from a plain file with their numbers, without empty ones', async () => {
    expect(await linesIn(await file('plain.ndjson', TEXT))).toEqual(LINES);
  });

  it('come from gzip, whatever the file is called', async () => {
    expect(await linesIn(await file('packed.ndjson', gzipSync(TEXT)))).toEqual(LINES);
  });

  it('come from several gzip members in one file', async () => {
    const members = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}\n')]);
    expect(await linesIn(await file('members.gz', members))).toHaveLength(2);
  });

  it('come through a pipe, in whatever pieces', async () => {
    for (const bytes of [Buffer.from(TEXT), gzipSync(TEXT)]) {
      const pieces = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
      expect(await linesIn('-', pieces)).toEqual(LINES);
    }
  });

  it('of an empty file do not exist', async () => {
    expect(await linesIn(await file('empty', ''))).toEqual([]);
  });

  it('say how much of the file was read', async () => {
    const source = await openLineSource(await file('sized', TEXT), Readable.from([]));
    expect(source).toMatchObject({ totalBytes: Buffer.byteLength(TEXT) });
    expect(source.bytesRead()).toBe(0);
    for await (const _ of source.lines());
    expect(source.bytesRead()).toBe(source.totalBytes);
  });

  it.each([
    ['missing', () => join(folder, 'nowhere'), 'ENOENT'],
    ['a folder', () => folder, 'folder'],
  ])('of a file that is %s are wrong usage', async (_, path, word) => {
    await expect(linesIn(path())).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(word) });
  });

  it('of gzip that was cut off cannot be read, after those that could be read', async () => {
    const whole = gzipSync(TEXT);
    const path = await file('cut.gz', whole.subarray(0, whole.length - 6));
    await expect(linesIn(path)).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringContaining('damaged'),
    });
  });
});

describe('command ids', () => {
  async function idsOf(lines: readonly string[]): Promise<string[]> {
    async function* source(): AsyncGenerator<TextLine> {
      for (const [index, text] of lines.entries()) yield { number: index + 1, text };
    }
    const ids: string[] = [];
    for await (const { text } of withCommandIds(source()))
      ids.push((JSON.parse(text) as { commandId: string }).commandId);
    return ids;
  }
  const MOVE = '{"command":"transition","sessionId":"s","targetStateId":"B"}';
  const BACK = '{"command":"transition","sessionId":"s","targetStateId":"A"}';

  it('that are given stay', async () => {
    expect(await idsOf(['{"commandId":"c-1"}'])).toEqual(['c-1']);
  });

  it('are made of line and content: the same for the same file, also after it has grown', async () => {
    const ids = await idsOf([MOVE, BACK, MOVE]);
    expect(await idsOf([MOVE, BACK, MOVE])).toEqual(ids);
    expect((await idsOf([MOVE, BACK, MOVE, BACK])).slice(0, 3)).toEqual(ids);
    expect(ids[0]).toMatch(/^import:1:[0-9a-f]{32}$/);
  });

  it('differ between equal lines, and between files that begin differently', async () => {
    const ids = await idsOf([MOVE, BACK, MOVE]);
    expect(new Set(ids).size).toBe(3);
    expect((await idsOf([BACK, BACK, MOVE]))[2]).not.toBe(ids[2]);
  });

  it('leave lines that are not objects to the ledger', async () => {
    async function* source(): AsyncGenerator<TextLine> {
      yield { number: 1, text: 'not json' };
      yield { number: 2, text: '[1]' };
    }
    const texts: string[] = [];
    for await (const { text } of withCommandIds(source())) texts.push(text);
    expect(texts).toEqual(['not json', '[1]']);
  });
});

describe('the tally of an import', () => {
  it('counts outcomes, repeats and refusals by code', () => {
    const tally = new ImportTally();
    tally.add({ line: 1, outcome: 'CREATED', position: '7', replayed: false });
    tally.add({ line: 2, outcome: 'ADVANCED', position: '9', replayed: true });
    tally.add({ line: 3, outcome: 'REJECTED', code: 'GUARD_FAILED' });
    tally.add({ line: 4, outcome: 'SOMETHING_NEW' });
    expect(tally.summary(1.5)).toEqual({
      lines: 4,
      accepted: 2,
      refused: 2,
      unreadable: 0,
      repeated: 1,
      outcomes: { CREATED: 1, ADVANCED: 1, REJECTED: 1, SOMETHING_NEW: 1 },
      codes: { GUARD_FAILED: 1, SOMETHING_NEW: 1 },
      position: '9',
      warnings: [],
      seconds: 1.5,
    });
  });
});

describe('a definition file', () => {
  it('may be JSON or YAML', async () => {
    expect(await readDefinitionFile(await file('d.json', '{"id":"D"}'))).toEqual({ id: 'D' });
    expect(await readDefinitionFile(await file('d.yaml', 'id: D\nversion: 1\n'))).toEqual({ id: 'D', version: 1 });
  });

  it.each([
    ['broken.json', '{"id":'],
    ['list.yaml', '- a\n'],
    ['broken.yaml', 'a: [1\n'],
    ['large.json', '{"id":10016114430915841234}'],
    ['large.yaml', 'id: 10016114430915841234\n'],
  ])('%s is wrong usage, in one sentence', async (name, content) => {
    const error: unknown = await readDefinitionFile(await file(name, content)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ exitCode: 2 });
    expect((error as Error).message).not.toMatch(/\n|:$/);
  });
});
