import { type UseQueryResult } from '@tanstack/react-query';
import { useRead } from './read';
import type { DefinitionTimeouts } from './types';

/** The timeouts of a definition's states: what the definition says, and what operators override. */
export function useTimeouts(definitionId: string): UseQueryResult<DefinitionTimeouts> {
  return useRead('/v1/definitions/{definitionId}/timeouts', { path: { definitionId } });
}
