import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answered, ledger } from './client';
import type { DefinitionListing } from './types';

/** All published definitions: every page that offers them asks once. */
export function useDefinitions(): UseQueryResult<{ readonly definitions: readonly DefinitionListing[] }> {
  return useQuery({ queryKey: ['definitions'], queryFn: () => answered(ledger.GET('/v1/definitions')) });
}
