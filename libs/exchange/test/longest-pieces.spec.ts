import { csvMapping, decodedText, readCloudEvents, readCsv, readOcel, readXes, textLines } from '../src';

const CHUNK = Buffer.alloc(65_536, 'x');
/** A line of 2 GiB, as a gzip file of 2 MB inflates to. */
const CHUNKS = 32_768;

/** Gives `head`, then the endless line; `given` counts what was taken of it. */
function bomb(head: string): { readonly chunks: AsyncIterable<Uint8Array>; readonly given: () => number } {
  let given = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(head));
    for (; given < CHUNKS; given += 1) yield CHUNK;
  }
  return { chunks: chunks(), given: () => given };
}

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) expect(item).toBeDefined();
}

const MAPPING = csvMapping({ caseId: 'id', activity: 'state', occurredAt: 'at' });

describe('a log of one line that would fill the memory ends with a sentence', () => {
  it.each<[string, string, (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<unknown>, RegExp]>([
    ['lines', '{}\n\n', (chunks) => textLines(decodedText(chunks)), /^Line 3 has more than 4,194,304 characters/],
    ['CloudEvents', '', (chunks) => readCloudEvents(chunks), /^Line 1 has more than/],
    ['CSV', 'id,state,at\n', (chunks) => readCsv(chunks, MAPPING), /a row has more than 4,194,304 characters/],
    ['CSV with an open quote', 'id,state,at\n"', (chunks) => readCsv(chunks, MAPPING), /a quote .* may not be closed/],
    ['XES', '<log><trace><string key="', (chunks) => readXes(chunks), /^The XML between two events has more than/],
    ['XES without an end of its text', '<log>', (chunks) => readXes(chunks), /^The XML between two events/],
    ['OCEL', '{"events":["', (chunks) => readOcel(chunks), /^An element of events has more than/],
    ['OCEL with a long name', '{"', (chunks) => readOcel(chunks), /^An element of the log has more than/],
  ])('%s', async (_, head, read, sentence) => {
    const { chunks, given } = bomb(head);
    await expect(drained(read(chunks))).rejects.toThrow(sentence);
    expect(given()).toBeLessThan(600);
  });
});
