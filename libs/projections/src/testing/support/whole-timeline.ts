import type { ReadModelQueries, TimelineEntry } from '../../queries/read-model-queries';
import { wholeTenant } from '../../queries/sight';

/** All entries of a journey's timeline; undefined where none has been projected. */
export async function wholeTimeline(
  queries: Pick<ReadModelQueries, 'timeline'>,
  tenant: string,
  sessionId: string,
): Promise<readonly TimelineEntry[] | undefined> {
  let entries: readonly TimelineEntry[] | undefined;
  let cursor: string | undefined;
  do {
    const page = await queries.timeline({ sight: wholeTenant(tenant), sessionId, cursor, limit: 1_000 });
    if (page === undefined) return entries;
    entries = [...(entries ?? []), ...page.rows];
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return entries;
}
