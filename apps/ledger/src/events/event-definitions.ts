import { LedgerDamagedError, soundEvents, streamName, type EventStore } from '@ledger/event-store';
import { escalationStream, journeyStream, type ParsedStream } from '@ledger/journey';
import { LRUCache } from 'lru-cache';
import type { PassingEvent } from './passing-event';

/** Streams whose definition is remembered. */
const MOST_STREAMS = 20_000;

/** Says of which definition an event is: the first event of its journey or escalation names it. */
export class EventDefinitions {
  private readonly known = new LRUCache<string, string>({ max: MOST_STREAMS });

  constructor(private readonly store: EventStore) {}

  /** Notes in the event of which definition it is. Events that concern no definition, or several, stay without one. */
  async note(event: PassingEvent): Promise<void> {
    const { stream } = event;
    if (event.definitionId !== undefined || stream === undefined) return;
    event.definitionId = stream.kind === 'definition' ? stream.id : await this.named(stream);
  }

  private async named(stream: ParsedStream): Promise<string | undefined> {
    const naming = namingStream(stream);
    if (naming === undefined) return undefined;
    const known = this.known.get(naming);
    if (known !== undefined) return known;
    try {
      for await (const first of soundEvents(this.store, streamName(naming), { limit: 1, ifMissing: 'empty' })) {
        const { definitionId } = JSON.parse(first.data) as { readonly definitionId: string };
        this.known.set(naming, definitionId);
        return definitionId;
      }
    } catch (error) {
      // A journey that cannot be read must not end the reading of the others.
      if (!(error instanceof LedgerDamagedError)) throw error;
    }
    return undefined;
  }
}

/** The stream whose first event names the definition. */
function namingStream({ kind, tenant, id }: ParsedStream): string | undefined {
  switch (kind) {
    case 'journey':
    case 'attempt':
    case 'policy':
      return journeyStream(tenant, id);
    case 'escalation':
      return escalationStream(tenant, id);
    case 'definition':
    case 'operation':
    case 'tenant':
    case 'alias':
      return undefined;
  }
}
