import { type UseQueryResult } from '@tanstack/react-query';
import { useRead } from './read';
import type { DefinitionListing } from './types';

/** Others publish while a page is open: so often it asks again, in view. */
export const DEFINITIONS_REFETCH_MS = 5_000;

/** All published definitions: every page that offers them asks once. */
export function useDefinitions(): UseQueryResult<{ readonly definitions: readonly DefinitionListing[] }> {
  return useRead('/v1/definitions', {}, { refetchInterval: DEFINITIONS_REFETCH_MS });
}
