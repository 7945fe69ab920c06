import { type UseQueryResult } from '@tanstack/react-query';
import type { Layout } from '../parts/diagram/layout.types';
import { useRead } from './read';

/** Where the diagram of a version is drawn: computed once by the ledger, and never changed. */
export function useLayout(definitionId: string | undefined, version: number | undefined): UseQueryResult<Layout> {
  return useRead(
    '/v1/definitions/{definitionId}/versions/{version}/layout',
    { path: { definitionId: definitionId ?? '', version: version ?? 0 } },
    {
      enabled: definitionId !== undefined && version !== undefined,
      staleTime: Infinity,
    },
  );
}
