import { readMetadata } from './envelope';
import type { JsonObject, SealedMetadata } from './envelope.types';
import { LedgerDamagedError } from './errors';
import type { RecordedEvent } from './event-store';

export interface VersionedPayload {
  readonly type: string;
  readonly data: JsonObject;
}

/** From version `from` to `from + 1`, purely. A new type is what later upcasters then look for. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly upcast: (data: JsonObject, metadata: SealedMetadata) => JsonObject | RenamedPayload;
}

/** Says that the payload also changes its type. */
export class RenamedPayload implements VersionedPayload {
  constructor(
    readonly type: string,
    readonly data: JsonObject,
  ) {}
}

/** A stored event, parsed and brought up to date. `event` still holds the texts that were hashed. */
export interface ReadEvent extends VersionedPayload {
  /** Schema version of `data` after upcasting. */
  readonly schemaVersion: number;
  readonly metadata: SealedMetadata;
  readonly event: RecordedEvent;
}

/** Upcasters by type and schema version; they run on read, what is stored is never rewritten. */
export class UpcasterRegistry {
  readonly #upcasters = new Map<string, Upcaster>();

  /** Throws a `TypeError` where two upcasters claim one version of one type: the later would win in silence. */
  constructor(upcasters: readonly Upcaster[] = []) {
    for (const upcaster of upcasters) {
      const key = keyOf(upcaster.type, upcaster.from);
      if (this.#upcasters.has(key)) {
        throw new TypeError(`Two upcasters take ${upcaster.type} at schema version ${upcaster.from}; keep one.`);
      }
      this.#upcasters.set(key, upcaster);
    }
  }

  /**
   * Parses a stored event and runs every upcaster from its schema version on. Unknown types pass as they are.
   * Throws `LedgerDamagedError` for a text that is not JSON in a sealed envelope.
   * @param metadata where it has been parsed already.
   */
  read(event: RecordedEvent, metadata = parsed(event, () => readMetadata(event))): ReadEvent {
    let { type } = event;
    let { schemaVersion } = metadata;
    let data = parsed(event, () => JSON.parse(event.data) as JsonObject);
    for (
      let upcaster = this.#upcasters.get(keyOf(type, schemaVersion));
      upcaster !== undefined;
      upcaster = this.#upcasters.get(keyOf(type, schemaVersion))
    ) {
      const next = upcaster.upcast(data, metadata);
      if (next instanceof RenamedPayload) ({ type, data } = next);
      else data = next;
      schemaVersion++;
    }
    return { type, data, schemaVersion, metadata, event };
  }
}

function keyOf(type: string, schemaVersion: number): string {
  return `${schemaVersion}:${type}`;
}

function parsed<T>(event: RecordedEvent, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new LedgerDamagedError(event.stream, `Event ${event.id} is not JSON in a sealed envelope.`, { cause });
  }
}
