import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GENESIS_HASH,
  readMetadata,
  sealEvents,
  sealUnordered,
  streamName,
  type EventDraft,
  type EventStore,
  type RecordedEvent,
  type StreamName,
} from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { alterFile } from '@ledger/event-store-sqlite/testing';
import {
  attemptStream,
  COMMAND_REJECTED,
  compileDefinition,
  decide,
  DEFINITION_PUBLISHED,
  definitionStream,
  fold,
  journeyStream,
  type DefinitionDocument,
  type JourneyCommand,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';

/** A SQLite ledger in a folder of its own, written by the real decider and the real envelope. */
export class AuditedLedger {
  private constructor(
    readonly folder: string,
    readonly path: string,
    readonly store: EventStore,
    readonly tenant = 'default',
    private readonly ids = { given: 0 },
  ) {}

  /** @param now milliseconds since 1970 for `recordedAt`. */
  static async create(now?: () => number): Promise<AuditedLedger> {
    const folder = await mkdtemp(join(tmpdir(), 'audit-'));
    const path = join(folder, 'ledger.db');
    return new AuditedLedger(folder, path, await SqliteEventStore.open({ path, ...(now ? { now } : {}) }));
  }

  /** The same ledger, for the events of another tenant. */
  of(tenant: string): AuditedLedger {
    return new AuditedLedger(this.folder, this.path, this.store, tenant, this.ids);
  }

  async dispose(): Promise<void> {
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Publishes a document; `hash` says another hash than its own. */
  async publish(document: DefinitionDocument, hash = compileDefinition(document).hash): Promise<void> {
    const { id: definitionId, version } = document;
    const data = { definitionId, version, hash, document };
    await this.append(definitionStream(this.tenant, definitionId), [this.draft(DEFINITION_PUBLISHED, data)]);
  }

  /** Decides a command as the ledger does and appends the resulting events; a refusal goes to the attempt stream. */
  async execute(document: DefinitionDocument, command: JourneyCommand): Promise<void> {
    const name = journeyStream(this.tenant, command.sessionId);
    const state = fold(
      (await this.read(name)).map((event) => ({
        type: event.type,
        data: JSON.parse(event.data) as unknown,
        revision: event.revision,
        occurredAt: readMetadata(event).occurredAt,
      })),
    );
    const decision = decide(command, state, compileDefinition(document));
    if (decision.kind === 'accepted' || decision.kind === 'expired') {
      const drafts = decision.events.map(({ type, data }) => this.draft(type, data, command.now, command.commandId));
      await this.append(name, drafts);
      return;
    }
    if (decision.kind !== 'rejected' || state === undefined) throw new Error(`Nothing to append: ${decision.kind}`);
    const { code, reason, guard } = decision;
    const data = defined({
      command: command.type,
      commandId: command.commandId ?? 'none',
      asked: 'targetStateId' in command ? { targetStateId: command.targetStateId } : {},
      code,
      reason,
      stateId: state.stateId,
      revision: Number(state.revision),
      guard,
    });
    const stream = streamName(attemptStream(this.tenant, command.sessionId));
    const sealed = sealUnordered(stream, [this.draft(COMMAND_REJECTED, data, command.now, command.commandId)]);
    await this.store.append(stream, sealed, { expectedRevision: 'ANY' });
  }

  /** Appends drafts, sealed, at the head of a stream: also such as no decider would make. */
  async append(name: string, drafts: readonly EventDraft[]): Promise<void> {
    const stream = streamName(name);
    const last = (await this.read(name)).at(-1);
    const previousHash = last === undefined ? GENESIS_HASH : readMetadata(last).hash;
    const { events } = sealEvents(stream, drafts, { revision: (last?.revision ?? -1n) + 1n, previousHash });
    const expectedRevision = last?.revision ?? 'NO_STREAM';
    await this.store.append(stream, events, { expectedRevision });
  }

  draft(type: string, data: object, occurredAt = '2026-01-01T00:00:00.000Z', commandId?: string): EventDraft {
    this.ids.given++;
    return {
      id: `00000000-0000-4000-8000-${String(this.ids.given).padStart(12, '0')}`,
      type,
      data,
      metadata: defined({
        commandId,
        tenant: this.tenant,
        actor: { subject: 'flow', kind: 'caller' } as const,
        schemaVersion: 1,
        occurredAt,
      }),
    };
  }

  async read(name: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.store.readStream(streamName(name), { ifMissing: 'empty' })) events.push(event);
    return events;
  }

  /** Changes the file behind the ledger's back; `?` stand for the parameters. */
  tamper(sql: string, ...parameters: readonly (string | number)[]): void {
    alterFile(this.path, sql, parameters);
  }

  /** The same by an intruder who also removes the checksums: they find what a disk does. */
  forge(sql: string, ...parameters: readonly (string | number)[]): void {
    this.tamper(sql, ...parameters);
    this.tamper('UPDATE events SET checksum = NULL');
  }
}

/** Stream of a journey of the default tenant. */
export function journeyOf(sessionId: string): StreamName {
  return streamName(journeyStream('default', sessionId));
}
