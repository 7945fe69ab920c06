import { useCallback, useMemo, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { NowPage as Shown } from '../../address/page';
import { useDefinitions, useLayout } from '../../api/definitions';
import type { DefinitionListing } from '../../api/types';
import { useCounts, type Counts } from '../../live/counts';
import { Card } from '../../parts/card';
import { DefinitionChoice } from '../../parts/choice';
import { Diagram, type StateLook } from '../../parts/diagram/diagram';
import { Count, Figure } from '../../parts/figure';
import { counted, number } from '../../parts/format';
import { Asked, Empty, ErrorNote, Loading, NoDefinition, NoSuch } from '../../parts/notes';
import { Table } from '../../parts/table';
import './now.css';

const HOUR_MS = 3_600_000;

/** Now: is anything wrong, and how many journeys are where. */
export default function NowPage({ page }: { readonly page: Shown }): ReactNode {
  const { counts, refusal } = useCounts();
  const definitions = useDefinitions();
  return (
    <>
      <h1>Now</h1>
      {refusal ? <ErrorNote error={refusal} /> : counts ? <Figures counts={counts} /> : <Loading what="the counts" />}
      <Asked query={definitions} what="the definitions">
        {({ definitions: all }) => {
          const shown =
            page.definition === undefined ? busiest(all, counts) : all.find(({ id }) => id === page.definition);
          if (shown === undefined)
            return page.definition === undefined || all.length === 0 ? (
              <NoDefinition />
            ) : (
              <NoSuch
                what={`definition ${page.definition}`}
                others={all.map(({ id }) => [id, { ...page, definition: id }])}
              />
            );
          return <Places page={page} definition={shown} counts={counts} />;
        }}
      </Asked>
    </>
  );
}

/** The definition with the most journeys is the one to look at first. */
function busiest(all: readonly DefinitionListing[], counts: Counts | undefined): DefinitionListing | undefined {
  const journeys = new Map<string, number>();
  for (const { definitionId, journeys: count } of counts?.states ?? []) {
    journeys.set(definitionId, (journeys.get(definitionId) ?? 0) + count);
  }
  return [...all].sort((one, other) => (journeys.get(other.id) ?? 0) - (journeys.get(one.id) ?? 0))[0];
}

function Figures({ counts }: { readonly counts: Counts }): ReactNode {
  const { at, active, overdue, overdueEscalations, refusedLastHour, refusedJourneysLastHour, lagEvents } = counts;
  const refusedAfter = new Date(Date.parse(at) - HOUR_MS).toISOString();
  return (
    <section className="figures" aria-label="Figures">
      <Figure name="Active" value={number(active)} to={{ page: 'find', status: 'ACTIVE' }} />
      <Figure name="Overdue" value={number(overdue)} to={{ page: 'find', overdue: true }} tone={late(overdue)} />
      <Figure
        name="Escalations overdue"
        value={number(overdueEscalations)}
        to={{ page: 'operations', tab: 'escalations', status: 'overdue' }}
        tone={late(overdueEscalations)}
      />
      <Figure
        name="Journeys refused in the last hour"
        value={number(refusedJourneysLastHour)}
        to={{ page: 'find', refusedAfter }}
        tone={refusedLastHour > 0 ? 'warn' : ''}
      >
        {refusedLastHour > 0 && <span className="soft small">{counted(refusedLastHour, 'command')}</span>}
      </Figure>
      <Figure
        name="Events behind"
        value={lagEvents === null ? '–' : number(lagEvents)}
        to={{ page: 'operations', tab: 'dead-letters' }}
        tone={(lagEvents ?? 0) > 1_000 ? 'warn' : ''}
      />
    </section>
  );
}

const late = (count: number): string => (count > 0 ? 'bad' : '');

interface PlacesProps {
  readonly page: Shown;
  readonly definition: DefinitionListing;
  readonly counts: Counts | undefined;
}

interface Place {
  readonly stateId: string;
  readonly journeys: number;
  readonly overdue: number;
}

function Places({ page, definition, counts }: PlacesProps): ReactNode {
  const { id } = definition;
  const layout = useLayout(id, definition.current?.version ?? definition.versions.at(-1)?.version);
  const places = useMemo(() => placesOf(id, counts), [id, counts]);
  const states = useMemo(() => new Map(places.map((place) => [place.stateId, lookOf(place)])), [places]);
  const open = useCallback((stateId: string) => show({ page: 'find', definition: id, state: stateId }), [id]);
  return (
    <div className="grid now-grid">
      <section className="card" aria-label="Where journeys are">
        <header>
          <h2>Where journeys are</h2>
          <DefinitionChoice
            className="row soft"
            value={id}
            onChoose={(chosen) => show({ ...page, definition: chosen }, { replace: true })}
          />
        </header>
        <Asked query={layout} what="the diagram">
          {(drawn) => <Diagram layout={drawn} label={`Journeys of ${id} by state`} states={states} onState={open} />}
        </Asked>
      </section>
      <Card label="By state">
        <Table
          label="Journeys by state"
          rows={places}
          empty={<Empty title="No journey yet">Journeys appear here within a second of their start.</Empty>}
          keyOf={({ stateId }) => stateId}
          columns={{
            State: ({ stateId }) => stateId,
            Journeys: {
              number: ({ stateId: state, journeys }) => (
                <Count of={journeys} to={{ page: 'find', definition: id, state }} />
              ),
            },
            Overdue: {
              number: ({ stateId: state, overdue }) => (
                <Count of={overdue} to={{ page: 'find', definition: id, state, overdue: true }} tone="bad" />
              ),
            },
          }}
        />
      </Card>
    </div>
  );
}

/** The states of a definition in which journeys are, over all its versions, the fullest first. */
function placesOf(id: string, counts: Counts | undefined): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { definitionId, stateId, journeys, overdue } of counts?.states ?? []) {
    if (definitionId !== id) continue;
    const before = places.get(stateId) ?? { stateId, journeys: 0, overdue: 0 };
    places.set(stateId, { stateId, journeys: before.journeys + journeys, overdue: before.overdue + overdue });
  }
  return [...places.values()].sort((one, other) => other.journeys - one.journeys);
}

function lookOf({ journeys, overdue }: Place): StateLook {
  const late = overdue === 0 ? '' : `, ${number(overdue)} overdue`;
  return {
    look: overdue > 0 ? 'busy late' : 'busy',
    badge: number(journeys),
    said: `${number(journeys)} journeys${late}`,
  };
}
