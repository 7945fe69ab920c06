import { PageLink } from '../address/links';
import type { Columns } from './table';

/** Which journey a row is about. */
export const SESSION: Columns<{ readonly sessionId: string }> = {
  Session: ({ sessionId }) => (
    <PageLink className="mono" to={{ page: 'journey', id: sessionId }}>
      {sessionId}
    </PageLink>
  ),
};
