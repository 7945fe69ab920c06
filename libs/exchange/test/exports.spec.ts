import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { validateXML } from 'xmllint-wasm';
import { EXPORT_FORMATS, type ExportInput, type ExportName, type ExportRow } from '../src';
import { DistinctTexts } from '../src/export/distinct-texts';
import { fromXmlName, xmlName } from '../src/export/xml-text';
import { TIMELINE_COLUMNS } from '../src/export/timeline-columns';
import { sharedFile } from './shared-data.test-support';

const NASTY = 'a "b" <c> & \'d\'\r\n\t=1+1 \u0001 ä 🎉';

function row(more: Partial<ExportRow> & { actor?: string; conversationId?: string } = {}): ExportRow {
  const { actor = 'flow', conversationId, ...fields } = more;
  return {
    sessionId: 's1',
    definitionId: 'D',
    definitionVersion: 1,
    customerId: null,
    position: '1',
    revision: 0,
    type: 'JourneyStarted',
    occurredAt: '2026-01-01T00:00:00.000Z',
    recordedAt: '2026-01-01T00:00:01.000Z',
    from: null,
    to: 'A',
    dwellMs: null,
    channel: 'voice',
    data: JSON.stringify({ stateId: 'A', channel: 'voice', context: {} }),
    metadata: JSON.stringify({
      commandId: 'c1',
      tenant: 'default',
      actor: { subject: actor, kind: 'caller' },
      schemaVersion: 1,
      ...(conversationId !== undefined && { source: { conversationId } }),
      previousHash: '0'.repeat(64),
      hash: 'f'.repeat(64),
    }),
    ...fields,
  };
}

const ROWS: readonly ExportRow[] = [
  row({
    customerId: 'cust-1',
    conversationId: 'conv-1',
    data: JSON.stringify({ stateId: 'A', context: { 'a b': 1, ok: true, t: NASTY } }),
  }),
  row({
    customerId: 'cust-1',
    position: '3',
    revision: 1,
    type: 'ChannelChanged',
    to: null,
    channel: 'chat',
    data: JSON.stringify({ from: 'voice', to: 'chat', conversationId: 'conv-2' }),
  }),
  row({
    customerId: 'cust-1',
    position: '4',
    revision: 2,
    type: 'JourneyTransitioned',
    from: 'A',
    to: NASTY,
    dwellMs: -5,
    actor: '=HYPERLINK("http://x")',
    data: JSON.stringify({ from: 'A', to: NASTY, set: { 'concept:name': 'x', 'org:resource': 'Ann', deep: {} } }),
  }),
  row({ sessionId: 's2', position: '2' }),
  row({
    sessionId: 's2',
    position: '5',
    revision: null,
    type: 'CommandRejected',
    from: 'A',
    to: 'Z',
    data: JSON.stringify({ code: 'TRANSITION_NOT_ALLOWED', reason: 'No way, "so".', asked: { targetStateId: 'Z' } }),
  }),
];

async function exported(
  name: ExportName,
  rows: readonly ExportRow[] = ROWS,
  csv: ExportInput['csv'] = undefined,
): Promise<Buffer> {
  const pages = rows.map((one) => [one]);
  const chunks: Buffer[] = [];
  const input = { read: () => Readable.from([...pages, []]), source: 'urn:journey-ledger:default', csv };
  for await (const chunk of EXPORT_FORMATS[name].write(input)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const textOf = async (name: ExportName, rows?: readonly ExportRow[]): Promise<string> =>
  (await exported(name, rows)).toString('utf8');

describe('CSV and Parquet', () => {
  it('defuse what a spreadsheet would take for a formula, and leave numbers alone', async () => {
    const lines: Record<string, string>[] = parse(await exported('timeline.csv'), { columns: true });
    expect(lines).toHaveLength(ROWS.length);
    expect(lines[2]).toMatchObject({
      session_id: 's1',
      to_state: NASTY,
      dwell_ms: '-5',
      actor_subject: '\'=HYPERLINK("http://x")',
      revision: '2',
    });
    expect(lines[4]).toMatchObject({
      revision: '',
      refusal_code: 'TRANSITION_NOT_ALLOWED',
      refusal_reason: 'No way, "so".',
    });
  });

  it('leave texts alone for programs, and begin with a mark for Excel, where asked', async () => {
    const plain = await exported('timeline.csv');
    const raw = await exported('timeline.csv', ROWS, { bom: true, formulas: 'raw' });
    expect(raw.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines: Record<string, string>[] = parse(raw, { columns: true, bom: true });
    expect(lines[2]).toMatchObject({ actor_subject: '=HYPERLINK("http://x")', to_state: NASTY });
    expect(raw.subarray(3).toString().replace('"=HYPER', `"'=HYPER`)).toBe(plain.toString());
  });

  it('say the same, cell for cell', async () => {
    const bytes = await exported('timeline.parquet');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const found = await parquetReadObjects({ file });
    const lines: Record<string, string>[] = parse(await exported('timeline.csv'), { columns: true });
    const asText = (value: Date | bigint | string | null | undefined): string =>
      value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : String(value);
    expect(found).toHaveLength(lines.length);
    const cells = found.map((line) => Object.fromEntries(Object.entries(line).map(([k, v]) => [k, asText(v)])));
    expect(cells.map((line) => ({ ...line, actor_subject: line['actor_subject']?.replace(/^=/, "'=") }))).toEqual(
      lines,
    );
    expect(found[0]?.['occurred_at']).toEqual(new Date('2026-01-01T00:00:00.000Z'));
    const instants = parquetMetadata(file).schema.filter(({ name }) => name.endsWith('_at'));
    expect(instants.map(({ logical_type, converted_type }) => [logical_type, converted_type])).toEqual(
      Array(2).fill([{ type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' }, 'TIMESTAMP_MILLIS']),
    );
  });

  it('bound the row groups of a long export', async () => {
    const many = Array.from({ length: 45_000 }, (_, n) => row({ position: String(n), revision: n }));
    const bytes: Buffer[] = [];
    const input = { read: () => Readable.from([many]), source: '' };
    for await (const chunk of EXPORT_FORMATS['timeline.parquet'].write(input)) bytes.push(Buffer.from(chunk));
    const whole = Uint8Array.from(Buffer.concat(bytes)).buffer;
    const metadata = parquetMetadata(whole);
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual(Array(9).fill(5_000));
    const last = await parquetReadObjects({ file: whole, rowStart: 44_999, columns: ['position', 'revision'] });
    expect(last).toEqual([{ position: '44999', revision: 44_999n }]);
  });

  it('have a header and no more where there is nothing', async () => {
    expect(await textOf('timeline.csv', [])).toBe(`${TIMELINE_COLUMNS.map(({ name }) => name).join(',')}\r\n`);
    const bytes = await exported('timeline.parquet', []);
    expect(Number(parquetMetadata(Uint8Array.from(bytes).buffer).num_rows)).toBe(0);
  });
});

describe('XES', () => {
  const schema = sharedFile('standards/xes-ieee-1849-2016.strict-jbpm.xsd');
  const withSchema = schema ? it : it.skip;

  withSchema('is valid against the strict schema of IEEE 1849-2016 (skipped without the shared schemas)', async () => {
    for (const rows of [ROWS, []]) {
      const contents = await textOf('log.xes', rows);
      const verdict = await validateXML({
        xml: [{ fileName: 'log.xes', contents }],
        schema: [readFileSync(schema ?? '', 'utf8')],
      });
      expect(verdict.errors).toEqual([]);
      expect(verdict.valid).toBe(true);
    }
  });

  it('has a trace for each journey and an event for each state entered', async () => {
    const text = await textOf('log.xes');
    expect(text.match(/<trace>/g)).toHaveLength(2);
    expect(text.match(/<event>/g)).toHaveLength(3);
    expect(text).toContain('<string key="org:resource" value="Ann"/>');
    expect(text).toContain('<int key="a_x0020_b" value="1"/>');
    expect(text).toContain('<date key="time:timestamp" value="2026-01-01T00:00:00.000+00:00"/>');
  });

  it('gives the standard attributes of an imported log back, and never makes a resource of an importer', async () => {
    const metadata = (kind: string, subject: string): string => JSON.stringify({ actor: { kind, subject }, hash: 'h' });
    const moved = (set: object, actor: readonly [string, string], unset?: readonly string[]): ExportRow =>
      row({
        type: 'JourneyTransitioned',
        data: JSON.stringify({ to: 'A', set, unset }),
        metadata: metadata(...actor),
      });
    const set = {
      ...{ 'org:resource': 'Ann', 'org:group': 'desk', 'lifecycle:transition': 'start', 'cost:total': 3 },
      ...{ 'concept:name': 'mine', 'org:not a key': 'x' },
    };
    const text = await textOf('log.xes', [
      moved(set, ['import', 'importer']),
      // A patch has only what differs: who did this one is who did the one before.
      moved({}, ['import', 'importer']),
      moved({}, ['import', 'importer'], Object.keys(set)),
      moved({}, ['caller', 'anonymous']),
      moved({}, ['caller', 'ivr']),
    ]);
    const events = text.split('<event>').slice(1);
    for (const part of [
      '<string key="org:resource" value="Ann"/>',
      '<string key="org:group" value="desk"/>',
      '<string key="lifecycle:transition" value="start"/>',
      '<int key="cost:total" value="3"/>',
      '<string key="concept_x003A_name" value="mine"/>',
      '<string key="org_x003A_not_x0020_a_x0020_key" value="x"/>',
    ]) {
      expect(events[0]).toContain(part);
    }
    expect(events.slice(1).map((event) => /"org:resource" value="([^"]*)"/.exec(event)?.[1])).toEqual([
      'Ann',
      undefined,
      undefined,
      'ivr',
    ]);
    expect(events[1]).toContain('<string key="lifecycle:transition" value="start"/>');
    expect(events[2]).toContain('<string key="lifecycle:transition" value="complete"/>');
  });

  it('writes any name as an XML name that can be turned back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
        expect(xmlName(name)).toMatch(/^[\p{L}_][\p{L}\p{Nd}._-]*$/u);
        expect(fromXmlName(xmlName(name))).toBe(name);
      }),
    );
    expect(fromXmlName(xmlName('_x0041_'))).toBe('_x0041_');
  });
});

interface Ocel {
  readonly events: readonly { type: string; relationships: readonly { objectId: string }[] }[];
  readonly objects: readonly { id: string; type: string; relationships?: readonly { objectId: string }[] }[];
  readonly eventTypes: readonly { name: string }[];
  readonly objectTypes: readonly { name: string }[];
}

describe('OCEL 2.0', () => {
  const schema = sharedFile('standards/schema_ocel2.json');
  const withSchema = schema ? it : it.skip;

  withSchema('is valid against its JSON schema (skipped without the shared schemas)', async () => {
    const ajv = new Ajv({ strict: false });
    addFormats(ajv);
    const check = ajv.compile(JSON.parse(readFileSync(schema ?? '', 'utf8')) as object);
    for (const rows of [ROWS, []]) {
      check(JSON.parse(await textOf('log.ocel.json', rows)));
      expect(check.errors ?? []).toEqual([]);
    }
  });

  it('names every object and type that it refers to, each once', async () => {
    const log = JSON.parse(await textOf('log.ocel.json')) as Ocel;
    const ids = log.objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual([
      'conversation:conv-1',
      'conversation:conv-2',
      'customer:cust-1',
      'definition:D@1',
      'session:s1',
      'session:s2',
    ]);
    const referred = [...log.events, ...log.objects].flatMap(({ relationships = [] }) =>
      relationships.map((one) => one.objectId),
    );
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
    expect([...new Set(log.events.map(({ type }) => type))].sort()).toEqual(log.eventTypes.map(({ name }) => name));
    expect([...new Set(log.objects.map(({ type }) => type))].sort()).toEqual(
      log.objectTypes.map(({ name }) => name).sort(),
    );
    expect(log.events).toHaveLength(ROWS.length);
  });

  it('tells distinct texts apart however many there are', () => {
    const seen = new DistinctTexts();
    const texts = Array.from({ length: 20_000 }, (_, n) => `customer:${n}`);
    expect(texts.filter((text) => seen.add(text))).toHaveLength(20_000);
    expect(texts.filter((text) => seen.add(text))).toEqual([]);
  });
});

describe('CloudEvents', () => {
  it('follow the specification: required attributes, and extension names of lower-case letters and digits', async () => {
    const events = (await textOf('events.cloudevents.ndjson'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toHaveLength(ROWS.length);
    expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(ROWS.length);
    for (const [n, event] of events.entries()) {
      expect(event).toMatchObject({
        specversion: '1.0',
        subject: ROWS[n]?.sessionId,
        time: ROWS[n]?.occurredAt,
        type: `io.journey-ledger.${ROWS[n]?.type}`,
        datacontenttype: 'application/json',
      });
      expect(Object.keys(event).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([]);
      expect(JSON.stringify(event.data)).toBe(ROWS[n]?.data);
      expect(Object.values(event).includes(null)).toBe(false);
    }
  });
});
