import type { ReactNode } from 'react';
import type { OperationsPage as Shown, OperationTab } from '../../address/page';
import { Tabs } from '../../parts/tabs';
import { BatchesTab } from './batches-tab';
import { DueTab } from './due-tab';
import { EscalationsTab } from './escalations-tab';
import { ProjectionsTab } from './projections-tab';
import { StuckTab } from './stuck-tab';
import { TimeoutsTab } from './timeouts-tab';

const TABS: Readonly<Record<OperationTab, readonly [name: string, Tab: (props: { page: Shown }) => ReactNode]>> = {
  due: ['Due', DueTab],
  stuck: ['Stuck', StuckTab],
  escalations: ['Escalations', EscalationsTab],
  batches: ['Batch operations', BatchesTab],
  timeouts: ['Timeouts', TimeoutsTab],
  'dead-letters': ['Projections and dead letters', ProjectionsTab],
};

/** Operations: what is due, stuck, escalated or dead-lettered, and how to change it safely. */
export default function OperationsPage({ page }: { readonly page: Shown }): ReactNode {
  const tab = page.tab ?? 'due';
  const [, Tab] = TABS[tab];
  return (
    <>
      <h1>Operations</h1>
      <Tabs label="Parts of operations" names={TABS} current={tab} to={(name) => ({ page: 'operations', tab: name })} />
      <Tab page={page} />
    </>
  );
}
