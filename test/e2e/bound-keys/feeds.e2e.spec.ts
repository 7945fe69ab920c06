import { STREAM_KINDS } from '@ledger/journey';
import { serverSentEvent, type ServerSentEvent } from '../../support/running-ledger';
import { serverSentText } from '../../support/server-sent-text';
import { OF_OTHER, OTHER, OWN, ROOT, TwoDefinitions, type Headers } from './two-definitions';

const ALL = `category=${STREAM_KINDS.join()}`;

describe('the feeds of credentials for one definition', () => {
  let both: TwoDefinitions;
  beforeAll(async () => {
    both = await TwoDefinitions.start();
  });
  afterAll(() => both.ledger.remove());

  /** All that is stored. */
  const stored = async (query: string, headers: Headers): Promise<readonly ServerSentEvent[]> => {
    const url = `${both.ledger.url}/v1/events?${ALL}&${query}`;
    const { text } = await serverSentText(url, headers, (read) => read.includes(': caught up'));
    return text.split('\n\n').flatMap(serverSentEvent);
  };

  it('have all events of its definition, and no other', async () => {
    const whole = await stored('after=start', ROOT);
    // Of a batch operation the request alone names the definition.
    const named = new RegExp(`${OWN}|${both.ids[OWN]['operationId'] ?? ''}`);
    const own = whole.filter(({ data }) => named.test(JSON.stringify(data)) && !OF_OTHER.test(JSON.stringify(data)));
    const kinds = new Set(own.map(({ data }) => String(data['category']).split('-')[0]));
    for (const headers of [both.key, both.token]) {
      const seen = await stored('after=start', headers);
      // Keys and the record of reads are of the whole ledger, whatever they name.
      expect(seen).toEqual(own.filter(({ event }) => event !== 'KeyCreated' && event !== 'JourneysRead'));
      expect(seen).toEqual(await stored(`after=start&definitionId=${OWN}`, ROOT));
      expect(await stored(`after=start&definitionId=${OWN}`, headers)).toEqual(seen);
      expect(await stored(`after=start&definitionId=${OTHER}`, headers)).toEqual([]);
      expect(await stored(`after=start&sessionId=${OTHER}-broken`, headers)).toEqual([]);
      expect(await stored(`after=start&sessionId=${OWN}-broken`, headers)).toEqual(
        seen.filter(({ data }) => data['id'] === `${OWN}-broken`),
      );
      const middle = seen[seen.length >> 1];
      const resumed = await stored('', { ...headers, 'last-event-id': middle?.id ?? '' });
      expect(resumed).toEqual(seen.slice((seen.length >> 1) + 1));
    }
    expect([...kinds].sort()).toEqual([
      'access',
      'alias',
      'attempt',
      'definition',
      'escalation',
      'journey',
      'operation',
      'policy',
    ]);
  });

  it('have of what happens while they are read nothing of the other definition', async () => {
    const { ledger } = both;
    const note = (name: string, value: string) =>
      ledger.send('PATCH', `/v1/journeys/${name}-open/context`, { body: { note: value }, headers: ROOT });
    const reading = ledger.events(`/v1/events?${ALL}`, 3, both.key);
    let isRead = false;
    const seen = reading.finally(() => (isRead = true));
    // Nothing says when a stream is live.
    for (let times = 0; !isRead; times += 1) {
      await note(OTHER, `other ${times}`);
      await note(OWN, `own ${times}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const { event, data } of await seen) {
      expect([event, JSON.stringify(data)]).toEqual(['ContextChanged', expect.stringMatching(/Heron-open.*own \d/)]);
    }
  });

  it('count what stands where of its definition alone', async () => {
    const first = async (headers: Headers) => {
      const [message] = await both.ledger.events('/v1/live/counts', 1, headers);
      return message?.data as { states: { definitionId: string; journeys: number }[]; journeys: number };
    };
    const whole = await first(ROOT);
    for (const headers of [both.key, both.token]) {
      const seen = await first(headers);
      expect(seen.states).toEqual(whole.states.filter(({ definitionId }) => definitionId === OWN));
      expect(seen).toMatchObject({ journeys: 5, refusedLastHour: 1, refusedJourneysLastHour: 1 });
    }
    expect(whole).toMatchObject({ journeys: 10, refusedLastHour: 2, refusedJourneysLastHour: 2 });
  });
});
