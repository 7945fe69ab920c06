import { PageLink } from '../address/links';
import type { Column } from './table';

/** Which journey a row is about. */
export const SESSION: Column<{ readonly sessionId: string }> = {
  head: 'Session',
  cell: ({ sessionId }) => (
    <PageLink className="mono" to={{ page: 'journey', id: sessionId }}>
      {sessionId}
    </PageLink>
  ),
};
