import { readFile } from 'node:fs/promises';
import { encode } from 'iconv-lite';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  DiscoveredLog,
  LogSurvey,
  logCommands,
  logReader,
  orderWarnings,
  readCloudEvents,
  readXes,
  sortedEvents,
  type LogEvent,
  type LogItem,
  type LogReadingOptions,
} from '../src';
import { collected, inThrees } from './readers.test-support';
import { sharedFile } from './shared-data.test-support';

const events = (items: readonly LogItem[]): LogEvent[] =>
  items.flatMap((item) => ('event' in item ? [item.event] : []));
const refusals = (items: readonly LogItem[]) => items.flatMap((item) => ('refusal' in item ? [item.refusal] : []));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readFileAs(name: string, content: string | Buffer, options: LogReadingOptions): Promise<LogItem[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return collected((await logReader(path, options)).items());
}

const DATE = '<date key="time:timestamp" value="2026-01-01T00:00:00Z"/>';
const event = (...attributes: readonly string[]): string => `<event>${attributes.join('')}${DATE}</event>`;
const named = (name: string): string => `<string key="concept:name" value="${name}"/>`;
const log = (...traces: readonly string[]): string => `<log>${traces.join('')}</log>`;

describe('XES', () => {
  it('keeps whole numbers of 64 bits as they are written, in case ids and elsewhere', async () => {
    const trace = (id: string): string =>
      `<trace><int key="concept:name" value="${id}"/>${event(named('A'), `<int key="ref" value="${id}"/>`, '<int key="n" value="7"/>')}</trace>`;
    const read = events(
      await collected(
        readXes(inThrees(log(trace('10016114430915841234'), trace('10016114430915841235'), trace('0042')))),
      ),
    );
    expect(read.map(({ caseId }) => caseId)).toEqual(['10016114430915841234', '10016114430915841235', '0042']);
    expect(read.map(({ attributes }) => attributes)).toEqual([
      { ref: '10016114430915841234', n: 7 },
      { ref: '10016114430915841235', n: 7 },
      { ref: 42, n: 7 },
    ]);
  });

  it.each(['utf-8', 'iso-8859-1', 'windows-1252', 'UTF-16'])(
    'is read in the encoding %s that it declares',
    async (encoding) => {
      const text = `<?xml version="1.0" encoding="${encoding}"?>${log(`<trace>${named('Müller')}${event(named('Größe'))}</trace>`)}`;
      const bytes = encode(text, encoding, { addBOM: encoding === 'UTF-16' });
      expect(events(await collected(readXes(inThrees(bytes))))).toMatchObject([
        { caseId: 'Müller', activity: 'Größe' },
      ]);
    },
  );

  it.each([
    [
      'bytes of another encoding than declared',
      Buffer.from(log(`<trace>${named('Müller')}</trace>`), 'latin1'),
      /Line 1 is not UTF-8: byte 0xFC/,
    ],
    ['an unknown encoding', '<?xml version="1.0" encoding="klingon"?><log/>', /The encoding "klingon" is not known/],
    [
      'a false declaration',
      '<?xml version="1.0" encoding="UTF-16"?><log/>',
      /declares the encoding UTF-16 and is not written in it/,
    ],
    ['OCEL 2.0', '<log><object-types/></log>', /OCEL 2\.0 log in XML, not XES/],
  ])('with %s is not read', async (_, content, sentence) => {
    await expect(collected(readXes(inThrees(content)))).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('refuses an event outside a trace instead of passing over it', async () => {
    expect(await collected(readXes(inThrees(log(event(named('A'))))))).toEqual([
      {
        refusal: expect.objectContaining({
          place: 1,
          code: 'EVENT_INCOMPLETE',
          reason: expect.stringMatching(/outside a trace/) as string,
        }),
      },
    ]);
  });

  it('is read by a mapping of attributes, which is checked', async () => {
    const text = log(
      `<trace>${named('t')}<string key="id" value="x"/>${event(named('A'), '<string key="step" value="B"/>', '<string key="who" value="Ann"/>', '<string key="note" value="n"/>')}</trace>`,
    );
    const mapping = { caseId: 'id', activity: 'step', resource: 'who', context: ['note'] };
    expect(events(await readFileAs('mapped.xes', text, { format: 'xes', mapping }))).toMatchObject([
      { caseId: 'x', activity: 'B', resource: 'Ann', attributes: { note: 'n' }, caseAttributes: {} },
    ]);
    for (const [wrong, sentence] of [
      [{ delimiter: ';' }, /mapping of an XES log has no field "delimiter"; it may have caseId/],
      [{ caseId: 3 }, /"caseId" should be an attribute's key/],
      [{ context: 'note' }, /"context" should be a list/],
    ] as const) {
      await expect(readFileAs('mapped.xes', text, { format: 'xes', mapping: wrong })).rejects.toThrow(sentence);
    }
  });

  const step = (name: string, transition: string): string =>
    event(named(name), `<string key="lifecycle:transition" value="${transition}"/>`);

  it.each([
    ['both start and complete', ['start', 'complete', 'COMPLETE', 'suspend'], undefined, ['complete', 'COMPLETE']],
    ['only complete', ['complete', 'complete'], undefined, ['complete', 'complete']],
    ['statuses of its own', ['In Progress', 'Closed'], undefined, ['In Progress', 'Closed']],
    ['both, where start is asked for', ['start', 'complete'], 'start', ['start']],
    ['both, where both are', ['start', 'complete'], 'both', ['start', 'complete']],
  ] as const)('with %s gives %j by %s', async (_, transitions, lifecycle, expected) => {
    const text = log(`<trace>${transitions.map((one) => step('A', one)).join('')}</trace>`);
    const items = await readFileAs('lifecycle.xes', text, { format: 'xes', lifecycle });
    expect(events(items).map((one) => one.lifecycle)).toEqual(expected);
    expect(items.filter((item) => 'passedOver' in item)).toHaveLength(transitions.length - expected.length);
  });
});

describe('OCEL 2.0 of another system', () => {
  const example = sharedFile('standards/ocel20_example.jsonocel');
  const withExample = example === undefined ? it.skip : it;

  withExample('gives the events of each object of the case type (skipped without the shared standards)', async () => {
    const content = await readFile(example ?? '', 'utf8');
    const document = JSON.parse(content) as {
      events: { type: string; relationships?: { objectId: string }[] }[];
      objects: { id: string; type: string }[];
    };
    for (const type of new Set(document.objects.map((object) => object.type))) {
      const items = await readFileAs('example.jsonocel', content, { format: 'ocel', caseType: type });
      const expected = document.objects
        .filter((object) => object.type === type)
        .map(({ id }) => [
          id,
          document.events
            .filter(({ relationships = [] }) => relationships.some(({ objectId }) => objectId === id))
            .map((one) => one.type),
        ]);
      const found = new Map<string, string[]>();
      for (const { caseId, activity } of events(items)) found.set(caseId, [...(found.get(caseId) ?? []), activity]);
      expect(refusals(items)).toEqual([]);
      expect([...found].sort()).toEqual(expected.filter(([, activities]) => activities?.length !== 0).sort());
    }
  });

  withExample('names the types that there are where none, or another, is asked for', async () => {
    const content = await readFile(example ?? '', 'utf8');
    await expect(readFileAs('example.jsonocel', content, { format: 'ocel' })).rejects.toThrow(
      /not a ledger’s: name the type of object that is a case with --case-type; its types are .*\(\d+\)/,
    );
    await expect(readFileAs('example.jsonocel', content, { format: 'ocel', caseType: 'nothing' })).rejects.toThrow(
      /no objects of the type "nothing"; its types are /,
    );
  });

  it.each([
    [
      'OCEL 1.0',
      { 'ocel:global-log': {}, 'ocel:events': {}, 'ocel:objects': {} },
      /is an OCEL 1\.0 log; convert it to OCEL 2\.0/,
    ],
    ['any other JSON', { error: 'x', code: 3 }, /not an OCEL 2\.0 log: it has no "events"; it has error, code/],
    ['an empty object', {}, /it is an empty object/],
  ])('is told from %s', async (_, document, sentence) => {
    await expect(readFileAs('other.json', JSON.stringify(document), { format: 'ocel' })).rejects.toThrow(sentence);
  });

  it('with no events is a log of none', async () => {
    expect(await readFileAs('none.json', '{"objects":[],"events":[]}', { format: 'ocel' })).toEqual([]);
  });

  it('refuses events that are not what they should be, and numbers that no reader keeps', async () => {
    const objects = [{ id: 'o', type: 'order' }];
    const good = {
      id: '1',
      type: 'A',
      time: '2026-01-01T00:00:00Z',
      relationships: [{ objectId: 'o', qualifier: '' }],
    };
    const text = JSON.stringify({
      objects,
      events: [
        null,
        { ...good, attributes: {} },
        { ...good, time: 'soon' },
        { ...good, attributes: [{ name: 'n', value: 'BIG' }] },
        good,
      ],
    }).replace('"BIG"', '10016114430915841234');
    const items = await readFileAs('odd.json', text, { format: 'ocel', caseType: 'order' });
    expect(refusals(items).map(({ place, code }) => [place, code])).toEqual([
      [1, 'LINE_UNREADABLE'],
      [2, 'LINE_UNREADABLE'],
      [3, 'TIME_UNREADABLE'],
      [4, 'NUMBER_TOO_LARGE'],
    ]);
    expect(events(items)).toHaveLength(1);
  });
});

describe('CloudEvents', () => {
  const cloudEvent = (type: string, data: object = {}): string =>
    JSON.stringify({
      specversion: '1.0',
      id: '1',
      source: '/x',
      type,
      subject: 's',
      time: '2026-01-01T00:00:00Z',
      data,
    });

  it.each([
    ['of another system', cloudEvent('com.example.call'), /CloudEvents of another system \(com\.example\.call\)/],
    ['that are other JSON', '{"a":1}\n', /holds no CloudEvents/],
    ['of which there is no byte', '', /The file is empty/],
  ])('%s are told from a log', async (_, text, sentence) => {
    await expect(collected(readCloudEvents(inThrees(text)))).rejects.toThrow(sentence);
  });

  it('among the ledger’s are refused one by one, as is a number that no reader keeps', async () => {
    const ours = cloudEvent('io.journey-ledger.JourneyTransitioned', { to: 'A', set: { note: 'a\u2028b' } });
    const large = ours.replace('"a\u2028b"', '10016114430915841234');
    const items = await collected(readCloudEvents(inThrees([ours, cloudEvent('com.example.call'), large].join('\n'))));
    expect(events(items)).toMatchObject([{ caseId: 's', activity: 'A', attributes: { note: 'a\u2028b' } }]);
    expect(refusals(items).map(({ place, code }) => [place, code])).toEqual([
      [2, 'EVENT_FOREIGN'],
      [3, 'NUMBER_TOO_LARGE'],
    ]);
  });
});

describe('a compressed log', () => {
  const csv = 'case,state,time\nA,B,2026-01-01\n';
  const options: LogReadingOptions = {
    format: 'csv',
    mapping: { caseId: 'case', activity: 'state', occurredAt: 'time' },
  };

  it('is known by its bytes, whatever its name', async () => {
    expect(events(await readFileAs('log.csv', gzipSync(csv), options))).toHaveLength(1);
  });

  it.each([
    ['cut.csv.gz', gzipSync(csv).subarray(0, 30), /cut off or damaged \(unexpected end of file, after 30 bytes/],
    ['plain.csv.gz', Buffer.from(csv), /named \.gz but is not compressed/],
    ['empty.csv.gz', Buffer.alloc(0), /named \.gz but is empty/],
    ['plain.csv.zip', gzipSync(csv), /named \.zip but holds gzip data/],
    ['cut.csv.zip', Buffer.from('PK\u0003\u0004 and no more', 'latin1'), /The zip archive is cut off or damaged/],
  ])('%s that is damaged or mislabelled is told in a sentence', async (name, bytes, sentence) => {
    await expect(readFileAs(name, bytes, options)).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringMatching(sentence) as string,
    });
  });
});

const at = (
  caseId: string,
  activity: string,
  minute: number,
  place = minute,
  more: Partial<LogEvent> = {},
): LogItem => ({
  event: {
    ...{ caseId, activity, place, attributes: {}, caseAttributes: {} },
    occurredAt: `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`,
    ...more,
  },
});

describe('the order of a log', () => {
  it('is told with counts, and times of an hour of doubt', () => {
    const survey = new LogSurvey();
    for (const item of [
      at('a', 'A', 1),
      at('b', 'A', 9),
      at('a', 'B', 3),
      at('a', 'C', 2),
      at('b', 'B', 9),
      at('c', 'A', 1, 1, { clock: 'doubled' }),
      at('c', 'B', 2, 2, { clock: 'missing' }),
    ])
      survey.add(item);
    const warnings = orderWarnings(survey.result.order);
    expect(warnings).toHaveLength(3);
    expect(warnings[0]).toBe(
      '1 event is earlier than the one before in the same case (1 case; the first: case "a" at 2, ' +
        '2026-01-01T00:02:00.000Z after 2026-01-01T00:03:00.000Z).',
    );
    expect(warnings[1]).toMatch(/^1 time lies in the hour that the zone’s clocks show twice/);
    expect(warnings[2]).toMatch(/^1 time lies in the hour that the zone’s clocks leave out/);
  });

  it('is restored by time, and by the order of the file within an instant', async () => {
    const activities = async (items: readonly LogItem[], isNewestFirst: boolean): Promise<string> =>
      events(await collected(sortedEvents(Readable.from(items), isNewestFirst)))
        .map(({ activity }) => activity)
        .join('');
    expect(await activities([at('a', 'C', 2), at('a', 'A', 1), at('a', 'D', 2), at('b', 'B', 1)], false)).toBe('ABCD');
    expect(await activities([at('a', 'D', 2), at('a', 'C', 2), at('a', 'B', 1), at('a', 'A', 1)], true)).toBe('ABCD');
  });
});

describe('the identity of an event', () => {
  const ids = async (items: readonly LogItem[], more: object = {}): Promise<string[]> =>
    (await collected(logCommands(Readable.from(items), { definitionId: 'D', isInOrder: true, ...more }))).flatMap(
      (command) => ('line' in command && command.line.command !== 'start' ? [command.line.commandId] : []),
    );
  const month = [at('a', 'A', 1), at('a', 'B', 2), at('a', 'B', 2), at('b', 'A', 3)];

  it('is its content: the same in whatever file and line it stands, and never that of another', async () => {
    const all = await ids(month);
    expect(new Set(all).size).toBe(4);
    expect(
      await ids(month.slice(1).map((item) => ('event' in item ? { event: { ...item.event, place: 99 } } : item))),
    ).toEqual(all.slice(1));
    expect(await ids(month, { isInOrder: false })).toEqual(all);
    for (const other of [{ definitionId: 'E' }, { sessionPrefix: 'x-' }]) {
      expect((await ids(month, other)).filter((id) => all.includes(id))).toEqual([]);
    }
  });

  it('tells equal events apart also where a case goes back in time', async () => {
    const back = [at('a', 'A', 1), at('a', 'B', 2), at('a', 'A', 1)];
    expect(new Set(await ids(back, { isInOrder: false })).size).toBe(3);
  });
});

describe('what is about one event alone', () => {
  it('is not in the context of the next', async () => {
    const items = [
      at('a', 'A', 1, 1, { resource: 'Ann', attributes: { 'org:group': 'g', note: 'n' } }),
      at('a', 'B', 2, 2, { attributes: { 'cost:total': 3 } }),
      at('a', 'C', 3, 3, { resource: 'Bob' }),
    ];
    const commands = await collected(logCommands(Readable.from(items), { definitionId: 'D', initial: 'A' }));
    expect(commands.map((command) => ('line' in command ? command.line.context : undefined))).toEqual([
      { 'org:group': 'g', note: 'n', 'org:resource': 'Ann' },
      { 'org:group': null, 'org:resource': null, 'cost:total': 3 },
      { 'cost:total': null, 'org:resource': 'Bob' },
    ]);
  });
});

it('a discovered log counts how its cases end', () => {
  const found = new DiscoveredLog();
  for (const item of [at('a', 'A', 1), at('a', 'B', 2), at('b', 'A', 3)]) if ('event' in item) found.add(item.event);
  expect(Object.fromEntries(found.ends)).toEqual({ A: 1, B: 1 });
});
