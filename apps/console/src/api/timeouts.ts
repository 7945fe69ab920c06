import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answered, ledger } from './client';
import type { DefinitionTimeouts } from './types';

/** The timeouts of a definition's states: what the definition says, and what operators override. */
export function useTimeouts(definitionId: string): UseQueryResult<DefinitionTimeouts> {
  return useQuery({
    queryKey: ['timeouts', definitionId],
    queryFn: () =>
      answered(ledger.GET('/v1/definitions/{definitionId}/timeouts', { params: { path: { definitionId } } })),
  });
}
