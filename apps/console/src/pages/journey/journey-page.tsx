import { useCallback, useMemo, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { JourneyPage as Shown } from '../../address/page';
import { useLayout } from '../../api/definitions';
import { callAddress } from '../../api/call-address';
import { useRead } from '../../api/read';
import type { Journey } from '../../api/types';
import { useFeed } from '../../live/use-feed';
import { Diagram, type StateLook } from '../../parts/diagram/diagram';
import type { Layout } from '../../parts/diagram/layout.types';
import { Asked, ErrorNote, Loading } from '../../parts/notes';
import { JourneyReaders } from '../readers/journey-readers';
import { ContextPanel } from './context-panel';
import { JourneyHead } from './journey-head';
import { stepKey, type Moment, type Replay } from './replay';
import { ReplayBar } from './replay-bar';
import { TargetsPanel } from './targets-panel';
import { TimelineList } from './timeline-list';
import { useTimeline, type TimelineStore } from './timeline-store';
import { useRevision } from './use-revision';
import './journey.css';

/** One journey: what happened, why, what was refused, what may come next, and when it expires. */
export default function JourneyPage({ page }: { readonly page: Shown }): ReactNode {
  const [store, timeline] = useTimeline(page.id);
  const journey = useRead(
    '/v1/journeys/{sessionId}',
    { path: { sessionId: page.id } },
    {
      // After the first rows: the ledger reads all events of a journey that it has not at hand.
      enabled: timeline.entries.length > 0 || timeline.error !== undefined,
    },
  );
  const refresh = (atLeast?: string): void => {
    void journey.refetch();
    void store.refresh(atLeast);
  };
  useFeed(
    callAddress(['v1', 'events'], { sessionId: page.id, category: 'journey,attempt,escalation' }),
    (messages) => refresh(messages.at(-1)?.id),
    () => refresh(),
  );
  const error = journey.error ?? timeline.error;
  return (
    <>
      {error && <ErrorNote error={error} onRetry={() => refresh()} />}
      {store.replay.moments.length > 0 ? (
        <Replayed page={page} journey={journey.data} store={store} entryCount={timeline.entries.length} />
      ) : (
        !error && <Loading what="the journey" />
      )}
    </>
  );
}

interface ReplayedProps {
  readonly page: Shown;
  /** Undefined until it has been read: the timeline of a long journey is here earlier. */
  readonly journey: Journey | undefined;
  readonly store: TimelineStore;
  readonly entryCount: number;
}

function Replayed({ page, journey, store, entryCount }: ReplayedProps): ReactNode {
  const { replay } = store;
  const last = replay.moments.length - 1;
  const knownThen = page.knownAt === undefined ? last : replay.revisionKnownAt(page.knownAt);
  const known = Math.max(0, knownThen);
  const [revision, setRevision] = useRevision(page, known);
  const moment = replay.at(revision);
  const layout = useLayout(moment?.definitionId, moment?.version);
  const ask = useCallback((stateId: string) => show({ ...page, why: stateId }, { replace: true }), [page]);
  if (moment === undefined) return null;
  const isWhole = store.known.get().isComplete && last >= (journey?.revision ?? 0);
  const isNewest = revision === last && page.knownAt === undefined;
  const isNow = isWhole && isNewest;
  return (
    <>
      <JourneyHead id={page.id} journey={journey} moment={moment} isNow={isNow} />
      <ReplayBar
        page={page}
        moment={moment}
        known={known}
        last={last}
        wasUnknown={knownThen < 0}
        isLoading={!isWhole}
        onRevision={setRevision}
        onHappened={(instant) => setRevision(replay.revisionHappenedBy(instant, known))}
      />
      <section className="card" aria-label="Diagram">
        <Asked query={layout} what="the diagram">
          {(drawn) => <ReplayedDiagram layout={drawn} replay={replay} moment={moment} why={page.why} onState={ask} />}
        </Asked>
      </section>
      <div className="grid journey-grid">
        <TargetsPanel page={page} revision={isNewest ? undefined : revision} newest={journey?.revision} />
        <ContextPanel page={page} replay={replay} revision={revision} onRevision={setRevision} />
      </div>
      <TimelineList
        entries={store.known.get().entries}
        places={store.places}
        count={entryCount}
        isComplete={store.known.get().isComplete}
        revision={revision}
        knownAt={page.knownAt}
        onRevision={setRevision}
      />
      {journey && <JourneyReaders page={page} from={journey.startedAt} />}
    </>
  );
}

interface ReplayedDiagramProps {
  readonly layout: Layout;
  readonly replay: Replay;
  readonly moment: Moment;
  readonly why: string | undefined;
  readonly onState: (stateId: string) => void;
}

function ReplayedDiagram({ layout, replay, moment, why, onState }: ReplayedDiagramProps): ReactNode {
  const { revision, stateId } = moment;
  const steps = useMemo(() => replay.steps(revision), [replay, revision]);
  const states = new Map<string, StateLook>();
  const edges = new Map<string, string>();
  const idOf = new Map(layout.nodes.map(({ key, stateId: id }) => [key, id]));
  const visits = new Map<string, number>();
  for (const [step, count] of steps) {
    const [, to = ''] = JSON.parse(step) as string[];
    visits.set(to, (visits.get(to) ?? 0) + count);
  }
  for (const { stateId: id } of layout.nodes) {
    if (id === null) continue;
    const count = visits.get(id) ?? 0;
    const isCurrent = id === stateId;
    const look = [isCurrent ? 'current' : count > 0 ? 'visited' : '', id === why ? 'selected' : ''].join(' ');
    const said = isCurrent ? 'the journey is here' : count > 0 ? `entered ${count} times` : undefined;
    states.set(id, { look, badge: count > 1 ? `${count}×` : undefined, said });
  }
  for (const { key, from, to } of layout.edges) {
    const [source, target] = [idOf.get(from), idOf.get(to)];
    if (target == null) continue;
    if (source != null && steps.has(stepKey(source, target))) edges.set(key, 'taken');
  }
  return (
    <Diagram layout={layout} label="The path so far" states={states} edges={edges} onState={onState} focus={stateId} />
  );
}
