import { Readable } from 'node:stream';
import fc from 'fast-check';
import {
  EXPORT_FORMATS,
  logCommands,
  readCloudEvents,
  readOcel,
  readXes,
  type ExportName,
  type ExportRow,
  type LogItem,
} from '../src';
import { jsonArrayItems } from '../src/ocel/json-array-items';

/** The rows of one journey: a start, a move that puts something into the context, a hand-over, a restart. */
const EVENTS: readonly (readonly [type: string, to: string | null, data: object])[] = [
  [
    'JourneyStarted',
    'OPENED',
    { stateId: 'OPENED', channel: 'voice', customerId: 'c 1', context: { 'a b': 1, ok: true } },
  ],
  [
    'JourneyTransitioned',
    'DONE & (dusted)',
    {
      ...{ from: 'OPENED', to: 'DONE & (dusted)' },
      set: { 'org:resource': 'Ann', 'org:group': 'desk', 'lifecycle:transition': 'start', note: 'x\ny' },
    },
  ],
  ['ChannelChanged', null, { from: 'voice', to: 'chat' }],
  ['JourneyRestarted', 'OPENED', { from: 'DONE & (dusted)', to: 'OPENED', reason: 'again' }],
];

const ROWS: readonly ExportRow[] = EVENTS.map(([type, to, data], index) => ({
  sessionId: 'call_1:a',
  definitionId: 'D',
  definitionVersion: 1,
  customerId: 'c 1',
  position: String(index + 1),
  revision: index,
  type,
  occurredAt: `2026-01-01T00:00:0${index}.000Z`,
  recordedAt: '2026-01-02T00:00:00.000Z',
  from: null,
  to,
  dwellMs: null,
  channel: index < 2 ? 'voice' : 'chat',
  data: JSON.stringify(data),
  metadata: JSON.stringify({ actor: { subject: 'flow', kind: 'caller' }, hash: 'h' }),
}));

async function* inThrees(text: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of text) {
    const bytes = Buffer.from(part);
    for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const READERS: readonly (readonly [ExportName, (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<LogItem>])[] = [
  ['log.xes', readXes],
  ['log.ocel.json', readOcel],
  ['events.cloudevents.ndjson', readCloudEvents],
];

describe('what the ledger exports', () => {
  it.each(READERS)('as %s comes back as the commands that made it', async (name, read) => {
    const input = { read: () => Readable.from([ROWS]), source: 'urn:x' };
    const items = read(inThrees(EXPORT_FORMATS[name].write(input)));
    const commands = await all(logCommands(items, { definitionId: 'D', initial: 'OPENED', keepSessionIds: true }));
    const lines = commands.map((command) => ('line' in command ? command.line : command.refusal));
    const shared = { sessionId: 'call_1:a' };
    expect(lines).toEqual([
      {
        ...shared,
        command: 'start',
        commandId: expect.stringMatching(/^log:start:/) as string,
        definitionId: 'D',
        occurredAt: '2026-01-01T00:00:00.000Z',
        customerId: 'c 1',
        channel: 'voice',
        initiatingSource: 'import',
        context: { 'a b': 1, ok: true },
      },
      expect.objectContaining({
        ...shared,
        command: 'transition',
        targetStateId: 'DONE & (dusted)',
        occurredAt: '2026-01-01T00:00:01.000Z',
        context: { 'org:resource': 'Ann', 'org:group': 'desk', 'lifecycle:transition': 'start', note: 'x\ny' },
      }),
      {
        ...shared,
        command: 'restart',
        commandId: expect.stringMatching(/^log:event:/) as string,
        occurredAt: '2026-01-01T00:00:03.000Z',
        reason: 'import',
      },
    ]);
  });

  it.each(READERS)('as %s brings an operator’s move back as a move', async (name, read) => {
    const data = JSON.stringify({ from: 'OPENED', to: 'DESK', reason: 'Line 3 is down.' });
    const rows = ROWS.slice(0, 2).map((row, index) =>
      index === 0 ? row : { ...row, type: 'JourneyMoved', to: 'DESK', data },
    );
    const chunks = EXPORT_FORMATS[name].write({ read: () => Readable.from([rows]), source: 'urn:x' });
    const commands = await all(logCommands(read(inThrees(chunks)), { definitionId: 'D', initial: 'OPENED' }));
    expect(commands).toHaveLength(2);
    expect(commands[1]).toMatchObject({ line: { command: 'transition', targetStateId: 'DESK' } });
  });

  it.each(READERS)('as %s brings a state back that stands for an activity of any name', async (name, read) => {
    const to = '_x002D_100';
    const data = JSON.stringify({ stateId: to, from: 'OPENED', to, channel: 'voice' });
    const rows = ROWS.slice(0, 2).map((row, index) => (index === 0 ? row : { ...row, to, data }));
    const chunks = EXPORT_FORMATS[name].write({ read: () => Readable.from([rows]), source: 'urn:x' });
    const text = Buffer.concat(await all(inThrees(chunks))).toString('utf8');
    if (name === 'log.xes') expect(text).toContain('<string key="concept:name" value="-100"/>');
    if (name === 'log.ocel.json') expect(text).toContain('"type":"-100"');
    for (const escapeStates of [true, false]) {
      const items = read(Readable.from([Buffer.from(text)]));
      const commands = await all(
        logCommands(items, { definitionId: 'D', initial: 'OPENED', keepSessionIds: true, escapeStates }),
      );
      expect(commands.at(-1)).toMatchObject({ line: { command: 'transition', targetStateId: to } });
    }
  });

  it('keeps session ids only where asked, and refuses any other key', async () => {
    const event = {
      activity: 'A',
      occurredAt: '2026-01-01T00:00:00.000Z',
      attributes: {},
      caseAttributes: {},
      place: 1,
    };
    const ids = async (caseId: string, keepSessionIds: boolean): Promise<(string | undefined)[]> => {
      const items = Readable.from([{ event: { ...event, caseId } }]);
      const commands = await all(logCommands(items, { definitionId: 'D', keepSessionIds }));
      return commands.map((command) => ('line' in command ? command.line.sessionId : undefined));
    };
    expect(await ids('a_b', true)).toEqual(['a_b', 'a_b']);
    expect(await ids('a_b', false)).toEqual(['a:5fb', 'a:5fb']);
    expect(await ids('a b', true)).toEqual([undefined]);
  });
});

describe('events of a state that no definition may name', () => {
  it('are refused with their place, and change nothing of what follows', async () => {
    const event = (activity: string, place: number): LogItem => ({
      event: {
        ...{ caseId: 'c', activity, place, occurredAt: '2026-01-01T00:00:00.000Z' },
        ...{ attributes: {}, caseAttributes: {} },
      },
    });
    const items = Readable.from([event('A', 1), event('-100', 2), event('A', 3), event('B', 4)]);
    const commands = await all(logCommands(items, { definitionId: 'D', collapseRepeats: true }));
    expect(
      commands.map((command) => ('line' in command ? (command.line.targetStateId ?? 'start') : command.refusal)),
    ).toEqual(['start', 'A', expect.objectContaining({ place: 2, caseId: 'c', code: 'STATE_INVALID' }), 'B']);
  });
});

describe('reading OCEL 2.0', () => {
  const chunks = (text: string): AsyncIterable<Uint8Array> => inThrees(Readable.from([text]));

  it('takes the activities of other tools, and refuses events without a session', async () => {
    const related = [{ objectId: 'session:s 1', qualifier: 'session' }];
    const log = {
      eventTypes: [],
      events: [
        {
          id: '1',
          type: 'Open',
          time: '2026-01-01T00:00:00Z',
          attributes: [{ name: 'k', value: 'v' }],
          relationships: related,
        },
        { id: '2', type: 'Open', time: '2026-01-01T00:00:00Z', relationships: [] },
      ],
    };
    const items = await all(readOcel(chunks(JSON.stringify(log, null, 1))));
    expect(items).toEqual([
      { event: expect.objectContaining({ caseId: 's 1', activity: 'Open', attributes: { k: 'v' }, place: 1 }) },
      { refusal: expect.objectContaining({ place: 2, code: 'EVENT_INCOMPLETE' }) },
    ]);
  });

  it.each(['', '[]', '{"events":[', 'x', '{}{}', '{"events":[{"a":"'])('says that %j is not a log', async (text) => {
    await expect(all(readOcel(chunks(text)))).rejects.toMatchObject({ code: 'LOG_UNREADABLE' });
  });

  it('cuts any object of arrays into its elements', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ unit: fc.constantFrom('a', 'b', '[', ']', '{', ',', 'ä') }),
          fc.array(fc.jsonValue(), { maxLength: 4 }),
          { maxKeys: 4 },
        ),
        fc.boolean(),
        async (document, pretty) => {
          const cut = await all(jsonArrayItems(chunks(JSON.stringify(document, null, pretty ? 2 : 0))));
          const found: Record<string, unknown[]> = {};
          for (const { array, text } of cut) (found[array] ??= []).push(JSON.parse(text));
          const expected = Object.fromEntries(Object.entries(document).filter(([, items]) => items.length > 0));
          expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
        },
      ),
    );
  });
});
