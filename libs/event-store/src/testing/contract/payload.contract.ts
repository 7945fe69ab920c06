import { verifyStream } from '../../chain-verifier';
import { GENESIS_HASH, hashOf, sealEvents, sealUnordered } from '../../envelope';
import { InvalidEventError } from '../../errors';
import type { NewEvent, RecordedEvent } from '../../event-store';
import { stableJson } from '../../stable-json';
import { collect, type Events, freshStream, newDraft, newEvent } from './contract-events';
import type { ContractContext } from './harness';

/** Texts that `stableJson` could have made: every store keeps them. */
const STABLE_TEXTS = [
  '{}',
  '[]',
  '{"text":"Grüße, 客户, 🙂, \\u2028"}'.replace('\\u2028', '\u2028'),
  '{"half":"\\ud83d"}',
  '{"\\udc00":"a key that is half a pair"}',
  '{"nul":"\\u0000","quote":"\\"","slash":"/\\\\"}',
  '{"large":1e+21,"small":5e-324,"max":1.7976931348623157e+308,"odd":0.1}',
  '{"1":"integer-like keys come first","2":"in ascending order","b":1,"a":2}',
  '{"constructor":{"prototype":null},"toString":"x","hasOwnProperty":false}',
  '{"nested":[[[{"deep":[null,true,false,""]}]]]}',
  `{"long":"${'é'.repeat(20_000)}"}`,
];

/** Texts that change when they are parsed and printed again: kept as they are, or refused. */
const UNSTABLE_TEXTS = [
  '{"n":1e21}',
  '{"n":-0}',
  '{"n":1.0}',
  '{ "space": 1 }',
  '{"2":1,"1":2}',
  '{"a":1,"a":2}',
  '{"n":12345678901234567890}',
  '{"slash":"\\/"}',
  '{"__proto__":{"polluted":true}}',
  '{"raw":"\ud800"}',
];

/** Row 13: what comes back is what was given. */
export function payloadContract({ store }: ContractContext): void {
  async function roundTrip(event: NewEvent): Promise<RecordedEvent | undefined> {
    const stream = freshStream();
    await store().append(stream, [event], { expectedRevision: 'NO_STREAM' });
    return (await collect(store().readStream(stream)))[0];
  }

  describe('13: payloads', () => {
    it.each(STABLE_TEXTS)('come back byte for byte: %.60s', async (text) => {
      const event = newEvent({ data: text, metadata: text.startsWith('{') ? text : '{}' });
      expect(await roundTrip(event)).toMatchObject({ ...event });
    });

    it.each(UNSTABLE_TEXTS)('are kept or refused, never changed: %s', async (text) => {
      const event = newEvent({ data: text });
      const outcome = await roundTrip(event).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(InvalidEventError);
      else expect(outcome).toMatchObject({ ...event });
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });

    it('come with all fields of the envelope, and a time in UTC with milliseconds', async () => {
      const stream = freshStream();
      const event = newEvent({ type: 'Größe-geändert' });
      const before = Date.now();
      const { revision, position } = await store().append(stream, [event], { expectedRevision: 'ANY' });
      const [recorded] = await collect(store().readStream(stream));
      expect(recorded).toMatchObject({ ...event, stream, revision, position, recordedAt: expect.any(String) });
      expect(recorded?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      // A server's clock is its own: a day apart is broken, a minute apart is not.
      expect(Math.abs(Date.parse(recorded?.recordedAt ?? '') - before)).toBeLessThan(86_400_000);
      expect(await collect(store().readStream(stream, { direction: 'backwards' }))).toEqual([recorded]);
    });

    it('do not change with the objects that the caller gave', async () => {
      const stream = freshStream();
      const event = { ...newEvent({ data: '{"kept":true}' }) };
      const events: Events = [event];
      const appended = store().append(stream, events, { expectedRevision: 'NO_STREAM' });
      event.data = '{"kept":false}';
      events.push(newEvent());
      await appended;
      expect((await collect(store().readStream(stream))).map(({ data }) => data)).toEqual(['{"kept":true}']);
    });

    it('keep the hash chain whole', async () => {
      const stream = freshStream();
      const data = { text: 'é🙂\ud83d', n: 1e21, 2: 'two', 1: 'one', deep: [{ a: null }] };
      const first = sealEvents(stream, [newDraft({ data }), newDraft()], { revision: 0n, previousHash: GENESIS_HASH });
      await store().append(stream, first.events, { expectedRevision: 'NO_STREAM' });
      const second = sealEvents(stream, [newDraft()], { revision: 2n, previousHash: first.lastHash });
      await store().append(stream, second.events, { expectedRevision: 1n });
      expect(await verifyStream(store().readStream(stream))).toEqual({
        events: 3,
        lastHash: second.lastHash,
        breaks: [],
      });
      const [recorded] = await collect(store().readStream(stream));
      expect(recorded?.data).toBe(stableJson(data));
    });

    it('keep the hashes of events that were appended with ANY', async () => {
      const stream = freshStream();
      for (const events of [sealUnordered(stream, [newDraft(), newDraft()]), sealUnordered(stream, [newDraft()])]) {
        await store().append(stream, events, { expectedRevision: 'ANY' });
      }
      const found = await collect(store().readStream(stream));
      expect(found.map((event) => event.metadata.includes(hashOf(event)))).toEqual([true, true, true]);
      expect((await verifyStream(found)).breaks).toEqual([]);
    });
  });
}
