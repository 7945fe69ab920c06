import { assertIntact, type EventStore, type Position } from '@ledger/event-store';
import { parseStream, streamCategory } from '@ledger/journey';

/** Which definitions each tenant has, read on from where it was read last. */
export class DefinitionListings {
  readonly #tenants = new Map<string, { ids: Set<string>; after?: Position }>();

  constructor(private readonly store: EventStore) {}

  /** Ids of the definitions that have a stream, in alphabetical order. */
  async ids(tenant: string): Promise<readonly string[]> {
    const listing = this.#tenants.get(tenant) ?? { ids: new Set<string>() };
    this.#tenants.set(tenant, listing);
    const categories = [streamCategory('definition', tenant)];
    const options = listing.after === undefined ? { categories } : { categories, after: listing.after };
    for await (const event of this.store.readAll(options)) {
      assertIntact(event);
      const parsed = parseStream(event.stream);
      if (parsed !== undefined) listing.ids.add(parsed.id);
      listing.after = event.position;
    }
    return [...listing.ids].sort();
  }
}
