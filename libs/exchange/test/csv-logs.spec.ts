import { Readable } from 'node:stream';
import fc from 'fast-check';
import { csvLine, csvMapping, readCsv, type LogItem } from '../src';
import { collected, inThrees } from './readers.test-support';

const MAPPING = { caseId: 'case', activity: 'state', occurredAt: 'time' };

async function read(text: string | Buffer, mapping: object = MAPPING): Promise<LogItem[]> {
  return collected(readCsv(inThrees(text), csvMapping(mapping)));
}
const events = (items: readonly LogItem[]) => items.flatMap((item) => ('event' in item ? [item.event] : []));
const refusals = (items: readonly LogItem[]) => items.flatMap((item) => ('refusal' in item ? [item.refusal] : []));

describe('a CSV log', () => {
  it.each([
    [
      'text behind a closing quote',
      'case,state,time\nA,"B"c,2026-01-01\n',
      /^Line 2 is not CSV: text follows the quote/,
    ],
    [
      'a quote within a cell',
      'case,state,time\nA,B "c",2026-01-01\n',
      /^Line 2 is not CSV: a quote stands in the middle/,
    ],
    ['a quote that is never closed', 'case,state,time\nA,"B,2026-01-01\n', /is not CSV: a quote that opens a cell/],
    ['no bytes', '', /^The file is empty; a CSV log begins with a header line/],
  ])('with %s is not read', async (_, text, sentence) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('refuses rows of another width than the header, but for empty cells at their end', async () => {
    const items = await read('case,state,time\nA,B,2026-01-01,,\nA,B\nA,B,2026-01-01,x\n');
    expect(events(items)).toHaveLength(1);
    expect(refusals(items).map(({ place, code, reason }) => [place, code, reason])).toEqual([
      [3, 'LINE_UNREADABLE', 'Line 3 has 2 columns; the header has 3.'],
      [4, 'LINE_UNREADABLE', 'Line 4 has 4 columns; the header has 3.'],
    ]);
  });

  it('names the line in which a row begins, whatever line breaks its cells hold', async () => {
    const items = await read('case,state,time\nA,B,2026-01-01\n"x\ny\nz",B,never\nA,B,no\n');
    expect(refusals(items).map(({ place }) => place)).toEqual([3, 6]);
  });

  it('finds columns with blanks around their names, and says by what a file seems to be delimited', async () => {
    expect(events(await read('case , state,\ttime \nA,B,2026-01-01\n'))).toHaveLength(1);
    await expect(read('case;state;time\nA;B;2026-01-01\n')).rejects.toThrow(
      /it seems to be delimited by ";", so give "delimiter": ";"/,
    );
  });

  it('takes one of several columns of a name where the mapping says which', async () => {
    const text = 'case,state,time,label, label\nA,B,2026-01-01,x,y\n';
    const [event] = events(await read(text, { ...MAPPING, context: ['label#1', 'label#2'] }));
    expect(event?.attributes).toEqual({ 'label#1': 'x', 'label#2': 'y' });
    await expect(read(text, { ...MAPPING, context: ['label#3'] })).rejects.toThrow(/no column "label#3"/);
  });

  it('keeps whole numbers of any length as they are written', async () => {
    const [event] = events(await read('case,state,time\n10016114430915841234,B,2026-01-01\n'));
    expect(event?.caseId).toBe('10016114430915841234');
  });

  it('reads back what csvLine writes, whatever the cells hold', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ä', '\u2028', ';'),
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
        const text = [['case', 'state', 'time'], ...rows.map((row) => [...row, '2026-01-01'])]
          .map((row) => csvLine(row))
          .join('');
        const defused = (value: string): string => (/^[\t\r]/.test(value) ? `'${value}` : value);
        expect(events(await read(text)).map(({ caseId, activity }) => [caseId, activity])).toEqual(
          rows.map((row) => row.map(defused)),
        );
      }),
    );
  });
});

describe('the encoding of a CSV log', () => {
  const text = 'case,state,time\nMüller,Übergabe €,2026-01-01\n';
  const expected = [expect.objectContaining({ caseId: 'Müller', activity: 'Übergabe €' })];

  it('is UTF-8, or what a byte order mark says', async () => {
    expect(events(await read(text))).toEqual(expected);
    expect(events(await read(`\uFEFF${text}`))).toEqual(expected);
    expect(events(await read(Buffer.from(`\uFEFF${text}`, 'utf16le')))).toEqual(expected);
    expect(events(await read(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()))).toEqual(expected);
  });

  it('may be named', async () => {
    const bytes = Buffer.from(text.replace('€', '\u0080'), 'latin1');
    expect(events(await read(bytes, { ...MAPPING, encoding: 'windows-1252' }))).toEqual(expected);
    expect(() => csvMapping({ ...MAPPING, encoding: 'windows-1525' })).toThrow(
      /"encoding" should be the name of an encoding/,
    );
  });

  it('is never guessed: a byte that does not fit is named with its line', async () => {
    await expect(read(Buffer.from(text.replace(' €', ''), 'latin1'))).rejects.toThrow(
      'Line 2 is not UTF-8: byte 0xFC at offset 17. Name the encoding in the mapping, such as "encoding": "windows-1252".',
    );
    await expect(read(Buffer.from([0x61, 0xff, 0xff]), { ...MAPPING, encoding: 'shift_jis' })).rejects.toThrow(
      /that shift_jis does not have/,
    );
  });

  it('finds the first bad byte wherever it is, in a file cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'ä', '€', '😀', '\n'), { maxLength: 20 }),
        fc.constantFrom(0x80, 0xff, 0xc3),
        async (before, bad) => {
          const head = Buffer.from(before.join(''));
          const bytes = Buffer.concat([head, Buffer.from([bad, 0x41])]);
          const line = before.filter((one) => one === '\n').length + 1;
          const hex = bad.toString(16).toUpperCase();
          await expect(read(bytes)).rejects.toThrow(
            `Line ${line} is not UTF-8: byte 0x${hex} at offset ${head.length}.`,
          );
        },
      ),
    );
  });
});

describe('a mapping of one row for each call', () => {
  const mapping = {
    caseId: { columns: ['site', 'call'], join: '-' },
    where: [
      { column: 'direction', is: ['in', 'IN'] },
      { column: 'test', isNot: 'yes' },
    ],
    zone: 'Europe/Berlin',
    format: 'yyyy-MM-dd HH:mm:ss',
    channel: { constant: 'voice' },
    customerId: 'from',
    missing: { '*': ['-', 'n/a'], agent: '0' },
    context: { queue: 'queue', source: { constant: 'report' } },
    events: [
      { activity: { constant: 'Queued' }, occurredAt: { columns: ['day', 'queued'] } },
      { activity: { constant: 'Answered' }, occurredAt: { columns: ['day', 'answered'] }, resource: 'agent' },
      {
        activity: { columns: ['result', 'queue'], join: ' by ' },
        occurredAt: { column: 'ended', format: "d.M.yyyy 'um' H:mm:ss" },
        context: { seconds: 'talk' },
        where: [{ column: 'result', isNot: null }],
      },
    ],
  };
  const header = 'site,call,direction,test,from,day,queued,answered,ended,agent,queue,result,talk';
  const rows = async (...lines: readonly string[]): Promise<LogItem[]> => read([header, ...lines].join('\n'), mapping);

  it('gives an event for each time of the row, with what belongs to it', async () => {
    const items = await rows('R,1,in,no,+49,2026-01-05,09:00:00,09:01:00,5.1.2026 um 9:05:00,Ann,sales,Sold,240');
    expect(items).toEqual(
      [
        {
          activity: 'Queued',
          occurredAt: '2026-01-05T08:00:00.000Z',
          attributes: { queue: 'sales', source: 'report' },
        },
        { activity: 'Answered', occurredAt: '2026-01-05T08:01:00.000Z', resource: 'Ann', attributes: {} },
        { activity: 'Sold by sales', occurredAt: '2026-01-05T08:05:00.000Z', attributes: { seconds: '240' } },
      ].map((event) => ({
        event: { caseId: 'R-1', channel: 'voice', customerId: '+49', caseAttributes: {}, place: 2, ...event },
      })),
    );
  });

  it('passes over rows that it leaves out, and times that are missing, column by column', async () => {
    const items = await rows(
      'R,1,out,no,+49,2026-01-05,09:00:00,,,Ann,sales,Sold,',
      'R,2,in,yes,+49,2026-01-05,09:00:00,,,Ann,sales,Sold,',
      'R,3,IN,,+49,2026-01-05,09:00:00,n/a,-,0,-,-,-',
    );
    expect(items.map((item) => ('event' in item ? [item.event.caseId, item.event.activity] : item))).toEqual([
      { passedOver: 'rows that the mapping leaves out' },
      { passedOver: 'rows that the mapping leaves out' },
      ['R-3', 'Queued'],
    ]);
  });

  it('puts the events of a row in the order of their times', async () => {
    const items = await rows('R,1,in,,+49,2026-01-05,09:02:00,09:01:00,,Ann,sales,-,');
    expect(events(items).map(({ activity }) => activity)).toEqual(['Answered', 'Queued']);
  });

  it('refuses rows without a case or any time, and times that cannot be read', async () => {
    const items = await rows(
      'R,-,in,,+49,2026-01-05,09:00:00,,,,sales,-,',
      'R,1,in,,+49,2026-01-05,-,,,,sales,-,',
      'R,1,in,,+49,2026-01-05,soon,,,,sales,-,',
    );
    expect(refusals(items).map(({ place, code, reason }) => [place, code, reason])).toEqual([
      [2, 'EVENT_INCOMPLETE', 'Line 2 has no site and call; every line needs one.'],
      [3, 'EVENT_INCOMPLETE', 'Line 3 has no day and queued or day and answered or ended; every line needs one.'],
      [4, 'TIME_UNREADABLE', 'day and queued of line 4 reads "2026-01-05 soon"; it should be yyyy-MM-dd HH:mm:ss.'],
    ]);
  });

  it.each([
    [{ ...MAPPING, events: [] }, /"events" should be a list of events/],
    [{ ...MAPPING, events: [{ activity: 'a', occurredAt: 'b' }] }, /each of them names its own "activity"/],
    [{ caseId: 'a', events: [{ activity: 'a' }] }, /"events\[0\]" lacks "occurredAt"/],
    [{ caseId: 'a', events: [{ activity: 'a', occurredAt: 'b', colour: 'c' }] }, /"events\[0\]" has no field "colour"/],
    [{ ...MAPPING, caseId: { columns: [] } }, /"caseId.columns" should be a list of texts/],
    [
      { ...MAPPING, caseId: { column: 'a', constant: 'b' } },
      /"caseId" should be a column name or an object with one of/,
    ],
    [{ ...MAPPING, caseId: { colum: 'a' } }, /"caseId" has no field "colum"/],
    [
      { ...MAPPING, occurredAt: { column: 'a', fromat: 'b' } },
      /"occurredAt" has no field "fromat"; it may have column, columns/,
    ],
    [{ ...MAPPING, where: [{ column: 'a' }] }, /"where\[0\]" should be .* one of is, isNot/],
    [{ ...MAPPING, where: [{ is: 'a' }] }, /"where\[0\]" lacks "column"/],
    [{ ...MAPPING, missing: { a: 3 } }, /"missing.a" should be a list of texts/],
    [{ ...MAPPING, delimiter: '' }, /"delimiter" should be one character/],
    [{ ...MAPPING, context: { a: 3 } }, /"context.a" should be a column name/],
    [{ ...MAPPING, __proto__x: 1 }, /no field "__proto__x"/],
  ])('that is wrong is refused by name: %j', (input, sentence) => {
    expect(() => csvMapping(input)).toThrow(sentence);
  });

  it('names the columns that the file lacks, wherever the mapping names them', async () => {
    for (const wrong of [
      { where: [{ column: 'nowhere', is: 'x' }] },
      { missing: { nowhere: 'x' } },
      { context: { a: 'nowhere' } },
      { caseId: { columns: ['case', 'nowhere'] } },
    ]) {
      await expect(read('case,state,time\n', { ...MAPPING, ...wrong })).rejects.toThrow(
        /no column "nowhere"; it has case, state, time/,
      );
    }
  });
});

it('a stream that breaks does not end the log', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('case,state,time\nA,B,2026-01-01\n');
      throw new Error('The disk is gone.');
    })(),
  );
  await expect(collected(readCsv(broken, csvMapping(MAPPING)))).rejects.toThrow(/The disk is gone/);
});
