import { type UseQueryResult } from '@tanstack/react-query';
import type { DefinitionsPage } from '../../address/page';
import { useRead } from '../../api/read';
import type { PublishedDefinition } from '../../api/types';

/** The page of one version. */
export type VersionPage = DefinitionsPage & { readonly id: string; readonly version: number };

/** One version of a definition: it never changes. */
export function useVersion(id: string, version: number): UseQueryResult<PublishedDefinition> {
  return useRead(
    '/v1/definitions/{definitionId}/versions/{version}',
    { path: { definitionId: id, version } },
    { staleTime: 60_000 },
  );
}
