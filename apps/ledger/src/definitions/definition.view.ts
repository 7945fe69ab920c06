import type {
  CurrentVersion as Current,
  DefinitionHistory as History,
  DefinitionListing as Listing,
  VersionChangeRecord,
} from '@ledger/command-handling';
import type { CurrentVersion, DefinitionHistory, DefinitionListing, VersionChange } from './definition.schemas';

export function listingBody({ definitionId, current, ...listing }: Listing): DefinitionListing {
  return { id: definitionId, ...listing, current: currentBody(current) };
}

export function historyBody({ history, ...listing }: History): DefinitionHistory {
  const { revision } = listing;
  return { ...listingBody(listing), revision, history: history.map(changeBody) };
}

export function currentBody(current: Current | null): CurrentVersion | null {
  return current && { ...current, since: changeBody(current.since) };
}

export function changeBody({ commandId, fingerprint: _, ...change }: VersionChangeRecord): VersionChange {
  return { ...change, commandId: commandId ?? null };
}
