import type { ReactNode } from 'react';
import type { OperationsPage as Shown, OperationTab } from '../../address/page';
import { Tabs } from '../../parts/tabs';
import { BatchesTab } from './batches-tab';
import { DueTab } from './due-tab';
import { EscalationsTab } from './escalations-tab';
import { ProjectionsTab } from './projections-tab';
import { StuckTab } from './stuck-tab';
import { TimeoutsTab } from './timeouts-tab';

const TABS: Readonly<Record<OperationTab, string>> = {
  due: 'Due',
  stuck: 'Stuck',
  escalations: 'Escalations',
  batches: 'Batch operations',
  timeouts: 'Timeouts',
  'dead-letters': 'Projections and dead letters',
};

/** Operations: what is due, stuck, escalated or dead-lettered, and how to change it safely. */
export default function OperationsPage({ page }: { readonly page: Shown }): ReactNode {
  const tab = page.tab ?? 'due';
  return (
    <>
      <h1>Operations</h1>
      <Tabs
        label="Parts of operations"
        tabs={Object.entries(TABS).map(([name, text]) => ({
          name: text,
          to: { page: 'operations', tab: name as OperationTab },
          isCurrent: name === tab,
        }))}
      />
      <Shown tab={tab} page={page} />
    </>
  );
}

function Shown({ tab, page }: { readonly tab: OperationTab; readonly page: Shown }): ReactNode {
  switch (tab) {
    case 'due':
      return <DueTab />;
    case 'stuck':
      return <StuckTab page={page} />;
    case 'escalations':
      return <EscalationsTab page={page} />;
    case 'batches':
      return <BatchesTab page={page} />;
    case 'timeouts':
      return <TimeoutsTab page={page} />;
    case 'dead-letters':
      return <ProjectionsTab />;
  }
}
