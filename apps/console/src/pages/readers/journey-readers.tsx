import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { JourneyPage } from '../../address/page';
import { ReadsCard } from './reads-card';

interface JourneyReadersProps {
  readonly page: JourneyPage;
  /** When the journey started: it was not read before. */
  readonly from: string;
}

/** Who read this journey, once it is asked for. */
export function JourneyReaders({ page, from }: JourneyReadersProps): ReactNode {
  if (page.readers !== true) return <PageLink to={{ ...page, readers: true }}>Who read this?</PageLink>;
  return (
    <ReadsCard
      query={{ sessionId: page.id, from }}
      actions={<PageLink to={{ ...page, readers: undefined }}>Close</PageLink>}
    />
  );
}
