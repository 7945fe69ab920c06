import { createHash } from 'node:crypto';
import { sealedHash } from '@ledger/event-store';
import { copyLedger, type CopyProof, proveCopy } from '../src/index';
import { AuditedLedger, journeyOf } from '../src/testing';
import { busyLedger, keptBy } from './copied-ledger.test-support';

const GAPLESS = { sourceGaplessFrom: 1n, targetGaplessFrom: 1n };

let source: AuditedLedger;
let copy: AuditedLedger;

beforeEach(async () => {
  [source, copy] = [await busyLedger(1, 25), await AuditedLedger.create()];
  await copyLedger(source.store, copy.store);
});
afterEach(async () => {
  await source.dispose();
  await copy.dispose();
});

const proof = (): Promise<CopyProof> => proveCopy(source.store, copy.store, GAPLESS);

describe('the proof of a copy', () => {
  it('names counts, last hash and a digest of the order that anybody can compute', async () => {
    const events = await keptBy(source.store);
    const lines = events.map((event) => `${event.stream}|${event.revision}|${sealedHash(event)}\n`);
    const orderDigest = createHash('sha256').update(lines.join('')).digest('hex');
    const last = events.at(-1);
    const summary = {
      events: events.length,
      streams: new Set(events.map(({ stream }) => stream)).size,
      breakCount: 0,
      breaks: [],
      refused: [],
      refusedCount: 0,
      fileFindings: [],
      head: { position: String(events.length), hash: last && sealedHash(last) },
      orderDigest,
      recordedDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      acceptedLosses: [],
      removedReads: { days: 0, events: 0 },
      checkpoint: null,
    };
    expect(await proof()).toEqual({
      proven: true,
      source: summary,
      target: summary,
      streamsThatDiffer: 0,
      difference: undefined,
    });
  });

  it('reports how far it is, one side after the other', async () => {
    const sides: string[] = [];
    await proveCopy(source.store, copy.store, { onProgress: (side) => sides.push(side) });
    expect(sides).toEqual(['source', 'target']);
  });

  it.each([
    ['data', `UPDATE events SET data = replace(data, '"number"', '"numbre"') WHERE position = 4`],
    ['type', `UPDATE events SET type = 'Other' WHERE position = 4`],
    ['metadata', `UPDATE events SET metadata = replace(metadata, '"flow"', '"wolf"') WHERE position = 4`],
  ])('fails where %s of one event was changed, although its hash still stands there', async (member, sql) => {
    copy.tamper(sql);
    const { proven, source: original, target, difference } = await proof();
    expect({ proven, sourceBreaks: original.breakCount }).toEqual({ proven: false, sourceBreaks: 0 });
    expect(target.breaks).toEqual([expect.objectContaining({ kind: 'HASH_MISMATCH', position: '4' })]);
    // The hash that is written there has not changed; what it is recomputed from has.
    expect(target.orderDigest).toBe(original.orderDigest);
    expect(difference).toMatchObject({ kind: 'OTHER_CONTENT', place: 4 });
    expect(difference?.reason).toContain(`has another ${member} in the target.`);
  });

  it('fails where the last event is gone, which leaves sound chains', async () => {
    const last = (await keptBy(source.store)).at(-1);
    copy.tamper('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    const { proven, target, difference, streamsThatDiffer } = await proof();
    expect({ proven, breaks: target.breakCount, streamsThatDiffer }).toEqual({
      proven: false,
      breaks: 0,
      streamsThatDiffer: 1,
    });
    expect(difference).toMatchObject({ kind: 'EVENT_MISSING', target: undefined });
    expect(difference?.reason).toContain(`and the source continues with revision ${last?.revision} of ${last?.stream}`);
  });

  it('fails where something was added, which leaves sound chains', async () => {
    await copy.append(journeyOf('added'), [source.draft('ContextChanged', {})]);
    const { proven, target, difference, streamsThatDiffer } = await proof();
    expect({ proven, breaks: target.breakCount, streamsThatDiffer }).toEqual({
      proven: false,
      breaks: 0,
      streamsThatDiffer: 1,
    });
    expect(difference).toMatchObject({ kind: 'EVENT_ADDED', source: undefined });
  });

  it('fails where only the order of two streams was changed, which no chain and no count shows', async () => {
    const events = await keptBy(source.store);
    const at = events.findIndex(({ stream }, index) => index > 0 && events[index + 1]?.stream !== stream) + 1;
    // By way of a position that is free.
    copy.forge('UPDATE events SET position = 0 WHERE position = ?', at);
    copy.forge('UPDATE events SET position = ? WHERE position = ?', at, at + 1);
    copy.forge('UPDATE events SET position = ? WHERE position = 0', at + 1);
    const { proven, source: original, target, difference, streamsThatDiffer } = await proof();
    expect({ proven, breaks: target.breakCount, streamsThatDiffer }).toEqual({
      proven: false,
      breaks: 0,
      streamsThatDiffer: 0,
    });
    expect(target.orderDigest).not.toBe(original.orderDigest);
    expect(difference).toMatchObject({ kind: 'OTHER_EVENT', place: at });
  });

  it('fails where the source itself is broken, and a copy of it does not hide that', async () => {
    source.tamper(`UPDATE events SET data = replace(data, '"number"', '"numbre"') WHERE position = 4`);
    copy.tamper(`UPDATE events SET data = replace(data, '"number"', '"numbre"') WHERE position = 4`);
    const { proven, source: original, target, difference } = await proof();
    expect({ proven, difference }).toEqual({ proven: false, difference: undefined });
    expect([original.breakCount, target.breakCount]).toEqual([1, 1]);
  });

  it('fails where the source lacks whole streams, which its copy no longer shows', async () => {
    const bereft = await busyLedger(1, 25);
    const heir = await AuditedLedger.create();
    try {
      bereft.tamper('DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE position = 3)');
      await copyLedger(bereft.store, heir.store);
      const { proven, source: original, target } = await proveCopy(bereft.store, heir.store, GAPLESS);
      expect({ proven, breaks: target.breakCount }).toEqual({ proven: false, breaks: 0 });
      expect(original.breaks[0]).toMatchObject({ kind: 'POSITION_GAP' });
    } finally {
      await bereft.dispose();
      await heir.dispose();
    }
  });
});
