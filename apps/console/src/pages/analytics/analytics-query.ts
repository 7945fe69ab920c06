import { useMemo } from 'react';
import type { AnalyticsPage, FindPage } from '../../address/page';
import { serverNow } from '../../live/server-clock';

/** What all reports are asked with. */
export interface AnalyticsQuery {
  readonly definitionId?: string;
  readonly version?: number;
  readonly compareVersion?: number;
  readonly channel?: string;
  readonly from?: string;
}

const DAY_MS = 86_400_000;

/** The period begins at the start of a day of the reader: what was asked for a moment ago is asked for again. */
export function useAnalyticsQuery({ definition, version, compare, channel, days }: AnalyticsPage): AnalyticsQuery {
  return useMemo(() => {
    const hasVersion = definition !== undefined && version !== undefined;
    return {
      ...(definition === undefined ? {} : { definitionId: definition }),
      ...(version === undefined ? {} : { version }),
      ...(hasVersion && compare !== undefined && compare !== version ? { compareVersion: compare } : {}),
      ...(channel === undefined ? {} : { channel }),
      ...(days === undefined ? {} : { from: new Date(startOfToday() - (days - 1) * DAY_MS).toISOString() }),
    };
  }, [definition, version, compare, channel, days]);
}

/** The journeys that a report is about: those of a version as it is now, on their channel, started in the period. */
export function listedBy({ definition, version, channel }: AnalyticsPage, { from }: AnalyticsQuery): FindPage {
  return { page: 'find', definition, version, channel, startedFrom: from };
}

/** Days of a series, which needs an end: those of all time have no beginning. */
export const DEFAULT_DAYS = 30;

/** The period of a series: whole days, up to the end of today. */
export function usePeriod(days = DEFAULT_DAYS): { readonly from: string; readonly to: string } {
  return useMemo(
    () => ({
      from: new Date(startOfToday() - (days - 1) * DAY_MS).toISOString(),
      to: new Date(startOfToday() + DAY_MS).toISOString(),
    }),
    [days],
  );
}

function startOfToday(): number {
  return new Date(serverNow()).setHours(0, 0, 0, 0);
}
