import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  NO_TIMEOUT_CHANGES,
  NO_TIMEOUT_PAUSES,
  parseStream,
  Simulation,
  withTimeoutChange,
  withTimeoutPause,
  type DefinitionDocument,
  type RecordedJourneyEvent,
  type SimulationReport,
} from '@ledger/journey';

interface Line {
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
  readonly data: string;
  readonly metadata: string;
}
type Event = RecordedJourneyEvent & { readonly data: Readonly<Record<string, unknown>> };

/** Changes its timeouts several times within one millisecond, so that no time tells which rule held when. */
const WITHIN_A_MILLISECOND = 'retimed-calls.ndjson';

const HISTORIES = readdirSync(__dirname)
  .filter((version) => /^v\d+$/.test(version))
  .flatMap((version) =>
    readdirSync(join(__dirname, version))
      .filter((file) => file.endsWith('.ndjson') && file !== WITHIN_A_MILLISECOND)
      .map((file) => join(version, file)),
  );

/** The events of a history by their streams' kinds and ids. */
function streamsOf(file: string): ReadonlyMap<string, readonly Event[]> {
  const streams = new Map<string, Event[]>();
  for (const text of readFileSync(join(__dirname, file), 'utf8').trim().split('\n')) {
    const { stream, type, revision, data, metadata } = JSON.parse(text) as Line;
    const { occurredAt, actor } = JSON.parse(metadata) as { occurredAt: string; actor: { kind: string } };
    const event = {
      type,
      data: JSON.parse(data) as Event['data'],
      revision: BigInt(revision),
      occurredAt,
      isImported: actor.kind === 'import',
    };
    const { kind, id } = parseStream(stream) ?? { kind: '', id: '' };
    const key = `${kind} ${id}`;
    streams.set(key, [...(streams.get(key) ?? []), event]);
  }
  return streams;
}

/** Journeys that ran one version are replayed against that very version. */
function replayed(file: string): readonly SimulationReport[] {
  const streams = streamsOf(file);
  const of = (category: string) =>
    [...streams].filter(([key]) => key.startsWith(`${category} `)).map(([, events]) => events);
  const at = [...streams.values()].flat().reduce((last, { occurredAt }) => (occurredAt > last ? occurredAt : last), '');
  const pauses = of('tenant').flat().reduce(withTimeoutPause, NO_TIMEOUT_PAUSES);
  return of('definition').flatMap((events) => {
    const published = events.flatMap(({ type, data }) =>
      type === 'DefinitionPublished' ? [data['document'] as DefinitionDocument] : [],
    );
    const changes = events.reduce(withTimeoutChange, NO_TIMEOUT_CHANGES);
    return published.map((candidate) => {
      const simulation = new Simulation({ candidate, published, timeoutRules: { changes, pauses }, at });
      for (const [key, journey] of streams) {
        const [start] = journey;
        const isIts =
          start?.data['definitionId'] === candidate.id && start.data['definitionVersion'] === candidate.version;
        if (!key.startsWith('journey ') || !isIts || journey.some(({ type }) => type === 'JourneyMigrated')) continue;
        const replay = simulation.replay(key.slice('journey '.length));
        for (const event of journey) replay.take(event);
        const result = replay.end();
        if (result !== undefined) simulation.add(result);
      }
      return simulation.report();
    });
  });
}

let journeys = 0;
it.each(HISTORIES)('a simulation of the very version that %s ran finds nothing', (file) => {
  const reports = replayed(file);
  expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
  journeys += reports.reduce((sum, report) => sum + report.journeys, 0);
});

it('replays journeys of most histories', () => expect(journeys).toBeGreaterThan(HISTORIES.length));
