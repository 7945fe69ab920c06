import { Readable } from 'node:stream';
import fc from 'fast-check';
import {
  caseIdOf,
  csvMapping,
  logCommands,
  readCloudEvents,
  readCsv,
  readXes,
  sessionIdOf,
  type LogCommand,
  type LogItem,
} from '../src';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** A text as a file's chunks, cut at every third byte: characters and tags are split. */
function chunks(text: string): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  return Readable.from(Array.from({ length: Math.ceil(bytes.length / 3) }, (_, n) => bytes.subarray(n * 3, n * 3 + 3)));
}

const XES = `<?xml version="1.0"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <string key="origin" value="csv"/>
  <trace>
    <string key="concept:name" value="Fall 1 – ä"/>
    <event>
      <string key="concept:name" value="Open &amp; shut"><string key="concept:name" value="nested"/></string>
      <date key="time:timestamp" value="2012-10-09T16:50:17+02:00"/>
      <string key="org:resource" value="Ann"/><int key="tries" value="3"/><boolean key="ok" value="true"/>
    </event>
    <event><string key="concept:name" value="Closed"/></event>
    <event><string key="concept:name" value="Closed"/><date key="time:timestamp" value="soon"/></event>
  </trace>
  <trace><event><string key="concept:name" value="Alone"/><date key="time:timestamp" value="2012-10-09T14:50:17Z"/></event></trace>
</log>`;

describe('reading XES', () => {
  it('gives events with times in UTC, typed attributes, and refuses what lacks or garbles a time', async () => {
    const items = await all(readXes(chunks(XES)));
    expect(items).toEqual([
      {
        event: {
          caseId: 'Fall 1 – ä',
          activity: 'Open & shut',
          occurredAt: '2012-10-09T14:50:17.000Z',
          resource: 'Ann',
          attributes: { tries: 3, ok: true },
          caseAttributes: {},
          place: 1,
        },
      },
      {
        refusal: {
          place: 2,
          caseId: 'Fall 1 – ä',
          code: 'EVENT_INCOMPLETE',
          reason: 'Event 2 of the log has no time:timestamp; every event needs one.',
        },
      },
      {
        refusal: {
          place: 3,
          caseId: 'Fall 1 – ä',
          code: 'TIME_UNREADABLE',
          reason: 'time:timestamp of event 3 reads "soon"; it should be an ISO 8601 time.',
        },
      },
      expect.objectContaining({ event: expect.objectContaining({ caseId: 'trace-1', activity: 'Alone' }) as LogItem }),
    ]);
  });

  it.each([
    ['cut off in the middle', XES.slice(0, 600), /not well-formed/],
    ['another document', '<html><body/></html>', /begins with <html>/],
    ['no XML at all', 'case;activity', /not well-formed/],
  ])('says that a file is unreadable: %s', async (_name, text, sentence) => {
    await expect(all(readXes(chunks(text)))).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringMatching(sentence) as string,
    });
  });
});

describe('reading CSV', () => {
  const mapping = csvMapping({
    caseId: 'number',
    activity: 'state',
    occurredAt: { column: 'at', format: 'd/M/yyyy H:mm', zone: 'Europe/Rome' },
    channel: 'via',
    context: ['group'],
    missing: '?',
  });

  it('maps columns, converts the zone, keeps the context and refuses incomplete lines', async () => {
    const text =
      '\uFEFFnumber,state,at,via,group\nA,New,29/2/2016 01:23,Phone,"g ""1"""\nB,?,29/2/2016 01:23,?,?\nC,New,31/2/2016 01:23,?,?\n';
    expect(await all(readCsv(chunks(text), mapping))).toEqual([
      {
        event: {
          caseId: 'A',
          activity: 'New',
          occurredAt: '2016-02-29T00:23:00.000Z',
          channel: 'Phone',
          attributes: { group: 'g "1"' },
          caseAttributes: {},
          place: 2,
        },
      },
      {
        refusal: {
          place: 3,
          caseId: 'B',
          code: 'EVENT_INCOMPLETE',
          reason: 'Line 3 has no state; every line needs one.',
        },
      },
      {
        refusal: {
          place: 4,
          caseId: 'C',
          code: 'TIME_UNREADABLE',
          reason: 'at of line 4 reads "31/2/2016 01:23"; it should be d/M/yyyy H:mm.',
        },
      },
    ]);
  });

  it('names the column that a file lacks, and those it has', async () => {
    await expect(all(readCsv(chunks('number,at\n1,2\n'), mapping))).rejects.toMatchObject({
      code: 'MAPPING_INVALID',
      message: 'The file has no column "state"; it has number, at.',
    });
  });

  it.each([
    [[], /JSON object/],
    [{ caseId: 'a', activity: 'b' }, /lacks "occurredAt"/],
    [{ caseId: 'a', activity: 'b', occurredAt: 3 }, /"occurredAt" should be/],
    [{ caseId: 'a', activity: 'b', occurredAt: 'c', colour: 'd' }, /no field "colour"/],
    [{ caseId: 'a', activity: 'b', occurredAt: 'c', context: 'd' }, /"context" should be a list/],
  ])('refuses the mapping %j', (input, sentence) => {
    expect(() => csvMapping(input)).toThrow(sentence);
  });
});

describe('reading CloudEvents', () => {
  it('takes what enters a state, passes over the rest and refuses what is not a CloudEvent', async () => {
    const event = (type: string, data: object): string =>
      JSON.stringify({
        specversion: '1.0',
        id: '1',
        source: '/x',
        type: `io.journey-ledger.${type}`,
        subject: 's1',
        time: '2026-01-01T00:00:00Z',
        data,
      });
    const text = [
      event('JourneyStarted', { stateId: 'A', channel: 'voice', context: { k: 1, deep: {} } }),
      event('ContextChanged', { set: {} }),
      event('JourneyTransitioned', { to: 'B' }),
      '{}',
      'x',
      '',
    ].join('\n');
    const items = await all(readCloudEvents(chunks(text)));
    expect(
      items.map((item) =>
        'event' in item ? [item.event.activity, item.event.attributes] : 'refusal' in item && item.refusal.place,
      ),
    ).toEqual([['A', { k: 1 }], ['B', {}], 4, 5]);
  });
});

describe('commands of a log', () => {
  const event = (caseId: string, activity: string, place: number): LogItem => ({
    event: { caseId, activity, occurredAt: '2026-01-01T00:00:00.000Z', attributes: {}, caseAttributes: {}, place },
  });
  const lines = async (items: readonly LogItem[], options = {}): Promise<string[]> => {
    const commands: LogCommand[] = await all(logCommands(Readable.from(items), { definitionId: 'D', ...options }));
    return commands.map((command) =>
      'line' in command
        ? `${command.line.command} ${command.line.sessionId} ${command.line.targetStateId ?? ''}`.trim()
        : `refused ${command.refusal.place}`,
    );
  };

  it('start a case before its first event', async () => {
    expect(await lines([event('c 1', 'A', 1), event('c2', 'A', 2), event('c 1', 'B', 3)])).toEqual([
      'start c_1',
      'transition c_1 A',
      'start c2',
      'transition c2 A',
      'transition c_1 B',
    ]);
  });

  it('take a first event that enters the initial state for the start', async () => {
    expect(await lines([event('c', 'A', 1), event('c', 'B', 2)], { initial: 'A' })).toEqual([
      'start c',
      'transition c B',
    ]);
  });

  it('collapse repeats only where asked, and refuse a case without a usable key', async () => {
    const items = [event('c', 'A', 1), event('c', 'A', 2), event('*', 'A', 3)];
    expect(await lines(items)).toEqual(['start c', 'transition c A', 'transition c A', 'refused 3']);
    expect(await lines(items, { collapseRepeats: true })).toEqual(['start c', 'transition c A', 'refused 3']);
  });
});

describe('session ids of foreign cases', () => {
  it('can always be turned back, so that two cases never share a journey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (caseId) => {
        const id = sessionIdOf(caseId, 'log-');
        if (id === undefined) {
          // A case key may only be refused for its length: three characters for each byte at most.
          expect('log-'.length + 3 * Buffer.byteLength(caseId)).toBeGreaterThan(128);
          return;
        }
        expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/);
        expect(caseIdOf(id, 'log-')).toBe(caseId);
      }),
    );
  });

  it('are refused where they would be too long or begin with a sign', () => {
    expect([sessionIdOf(''), sessionIdOf('-1'), sessionIdOf('x'.repeat(129)), sessionIdOf('Case 1')]).toEqual([
      undefined,
      undefined,
      undefined,
      'Case_1',
    ]);
  });
});
