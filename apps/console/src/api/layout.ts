import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Layout } from '../parts/diagram/layout.types';
import { answered, ledger } from './client';

/** Where the diagram of a version is drawn: computed once by the ledger, and never changed. */
export function useLayout(definitionId: string | undefined, version: number | undefined): UseQueryResult<Layout> {
  return useQuery({
    queryKey: ['layout', definitionId, version],
    queryFn: () =>
      answered(
        ledger.GET('/v1/definitions/{definitionId}/versions/{version}/layout', {
          params: { path: { definitionId: definitionId ?? '', version: version ?? 0 } },
        }),
      ),
    enabled: definitionId !== undefined && version !== undefined,
    staleTime: Infinity,
  });
}
