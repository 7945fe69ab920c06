import type { ReactNode } from 'react';
import type { Status } from '../address/page';

const LOOK: Readonly<Record<Status, readonly [tone: string, name: string]>> = {
  ACTIVE: ['accent', 'active'],
  COMPLETED: ['good', 'completed'],
  TIMED_OUT: ['warn', 'timed out'],
};

export function StatusChip({ status }: { readonly status: Status }): ReactNode {
  const [tone, name] = LOOK[status];
  return <span className={`chip ${tone}`}>{name}</span>;
}
