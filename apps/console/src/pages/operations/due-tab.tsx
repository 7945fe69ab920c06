import type { ReactNode } from 'react';
import { read } from '../../api/read';
import { Ago, Countdown } from '../../parts/clock';
import { PagedCard } from '../../parts/paged-card';
import { SESSION } from '../../parts/session-column';

/** Open deadlines, the earliest first. */
export function DueTab(): ReactNode {
  return (
    <PagedCard
      what="open deadlines"
      queryKey={[]}
      load={(at) => read('/v1/deadlines', { query: at })}
      rowsOf={({ deadlines }) => deadlines}
      keyOf={({ sessionId }) => sessionId}
      columns={{
        Due: ({ deadline }) => <Countdown deadline={deadline} />,
        ...SESSION,
        State: ({ stateId }) => stateId,
        Entered: ({ enteredAt }) => <Ago at={enteredAt} />,
        Definition: ({ definitionId }) => <span className="soft">{definitionId}</span>,
      }}
      empty={{ title: 'No deadline is open', text: 'No journey waits in a state with a timeout.' }}
    />
  );
}
