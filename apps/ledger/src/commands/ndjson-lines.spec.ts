import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { ndjsonLines, type NdjsonLine } from './ndjson-lines';

async function* chunks(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(part);
}

async function linesOf(parts: readonly Buffer[], limit = 100): Promise<NdjsonLine[]> {
  const lines: NdjsonLine[] = [];
  for await (const batch of ndjsonLines(chunks(parts), { bytes: limit, silenceMs: 60_000 })) lines.push(...batch);
  return lines;
}

describe('ndjsonLines', () => {
  it('cuts the same lines wherever the chunks end', async () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '€', '{', ' '), maxLength: 12 }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(60)), fc.constantFrom('\n', '\r\n'), async (wanted, cuts, newline) => {
        const bytes = Buffer.from(wanted.join(newline));
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const parts = places.slice(1).map((end, n) => bytes.subarray(places[n], end));
        const expected = wanted
          .map((line, n) => ({ number: n + 1, text: line.trim(), tooLong: false, isUtf8: true }))
          .filter((line) => line.text !== '');
        const lines = await linesOf(parts);
        expect(lines.map(({ bytes: _, ...line }) => line)).toEqual(expected);
      }),
    );
  });

  it('skips a line above the limit, says so, and continues', async () => {
    const parts = [Buffer.from('{"a":1}\n' + 'x'.repeat(60)), Buffer.from('y'.repeat(60) + '\n{"b":2}')];
    expect(await linesOf(parts)).toEqual([
      { number: 1, text: '{"a":1}', bytes: 7, tooLong: false, isUtf8: true },
      { number: 2, text: '', bytes: 120, tooLong: true, isUtf8: true },
      { number: 3, text: '{"b":2}', bytes: 7, tooLong: false, isUtf8: true },
    ]);
  });

  it('takes a line of exactly the limit', async () => {
    expect(await linesOf([Buffer.from('x'.repeat(100) + '\n')])).toEqual([
      { number: 1, text: 'x'.repeat(100), bytes: 100, tooLong: false, isUtf8: true },
    ]);
  });

  it('says of a line that it is not UTF-8 instead of replacing its bytes', async () => {
    const parts = [Buffer.from('{"a":"M'), Buffer.from([0xfc]), Buffer.from('ller"}\n{"b":2}')];
    expect(await linesOf(parts)).toEqual([
      { number: 1, text: '', bytes: 14, tooLong: false, isUtf8: false },
      { number: 2, text: '{"b":2}', bytes: 7, tooLong: false, isUtf8: true },
    ]);
  });

  describe('of a body that falls silent', () => {
    afterEach(() => jest.useRealTimers());

    it('ends with the line whose end is missing, and leaves the body as it is', async () => {
      jest.useFakeTimers();
      const body = new PassThrough();
      body.write('{"a":1}\n\n{"b"');
      const lines = ndjsonLines(body, { bytes: 100, silenceMs: 5_000 });
      const first = { number: 1, text: '{"a":1}', bytes: 7, tooLong: false, isUtf8: true };
      expect(await lines.next()).toEqual({ done: false, value: [first] });
      const next = lines.next();
      await jest.advanceTimersByTimeAsync(4_999);
      // A byte breaks the silence.
      body.write(':');
      await jest.advanceTimersByTimeAsync(4_999);
      body.write('2');
      await jest.advanceTimersByTimeAsync(5_000);
      const last = { number: 3, text: '', bytes: 6, tooLong: false, isUtf8: true, isCut: true };
      expect(await next).toEqual({ done: false, value: [last] });
      expect(await lines.next()).toEqual({ done: true, value: undefined });
      expect(body.destroyed).toBe(false);
    });

    it('does not count the time in which nothing is asked for', async () => {
      jest.useFakeTimers();
      const body = new PassThrough();
      body.write('1\n');
      const lines = ndjsonLines(body, { bytes: 100, silenceMs: 5_000 });
      await lines.next();
      await jest.advanceTimersByTimeAsync(60_000);
      body.end('2\n');
      expect(await lines.next()).toMatchObject({ value: [{ number: 2, text: '2' }] });
      expect(await lines.next()).toEqual({ done: true, value: undefined });
      expect(body.destroyed).toBe(true);
    });
  });
});
