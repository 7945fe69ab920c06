import type { UseQueryResult } from '@tanstack/react-query';
import type { Layout } from '../parts/diagram/layout.types';
import { useRead } from './read';
import type { DefinitionHistory, DefinitionListing, DefinitionTimeouts, PublishedDefinition } from './types';

/** Others publish while a page is open: so often it asks again, in view. */
const REFETCH = { refetchInterval: 5_000 };

/** All published definitions: every page that offers them asks once. */
export function useDefinitions(): UseQueryResult<{ readonly definitions: readonly DefinitionListing[] }> {
  return useRead('/v1/definitions', {}, REFETCH);
}

/** One definition with its versions, and what was done with them. */
export function useDefinition(definitionId: string): UseQueryResult<DefinitionHistory> {
  return useRead('/v1/definitions/{definitionId}', { path: { definitionId } }, REFETCH);
}

/** One version of a definition: it never changes. */
export function useVersion(definitionId: string, version: number): UseQueryResult<PublishedDefinition> {
  const path = { definitionId, version };
  return useRead('/v1/definitions/{definitionId}/versions/{version}', { path }, { staleTime: 60_000 });
}

/** Where the diagram of a version is drawn: computed once by the ledger, and never changed. */
export function useLayout(definitionId: string | undefined, version: number | undefined): UseQueryResult<Layout> {
  return useRead(
    '/v1/definitions/{definitionId}/versions/{version}/layout',
    { path: { definitionId: definitionId ?? '', version: version ?? 0 } },
    { enabled: definitionId !== undefined && version !== undefined, staleTime: Infinity },
  );
}

/** The timeouts of a definition's states: what the definition says, and what operators override. */
export function useTimeouts(definitionId: string): UseQueryResult<DefinitionTimeouts> {
  return useRead('/v1/definitions/{definitionId}/timeouts', { path: { definitionId } });
}
