import type { EventStore, ExpectedRevision, RecordedEvent } from '../../event-store';
import type { StreamName } from '../../stream-name';

/** One ledger under test. */
export interface Harness {
  /** The store last opened. */
  readonly store: EventStore;
  /** Bytes of type, data and metadata together that the store accepts in one event. */
  readonly maxEventBytes: number;
  /** Ends everything and deletes what was made. */
  dispose(): Promise<void>;
  /** Closes the store and opens the same ledger again. */
  reopen?(): Promise<EventStore>;
  /** Has processes of their own append to one stream, all at once, one event each, under one expected revision. */
  race?(stream: StreamName, contenders: number, expected: ExpectedRevision): Promise<readonly RaceOutcome[]>;
  /** Cuts the store's connections; the store has to find its way back by itself. */
  dropConnections?(): Promise<void>;
  /** A store on another ledger, whose disk has room for some hundred kilobytes and no more. */
  openNearlyFull?(): Promise<EventStore>;
  /** Whether the store has `removeContents`. */
  readonly removesContents?: true;
  /** Has another process append, kills it at a random moment (SIGKILL), and opens the ledger again. */
  killDuringAppends?(): Promise<KillReport>;
}

/** How one contender ended: it appended, or it was refused with a conflict that names this actual revision. */
export type RaceOutcome = { readonly kind: 'appended' } | { readonly kind: 'conflict'; readonly actual: string };

/** What a killed process had been told was stored. */
export interface KillReport {
  readonly store: EventStore;
  readonly acknowledged: readonly Pick<RecordedEvent, 'stream' | 'revision' | 'id'>[];
}

/** What a harness may have to leave out, each with the reason why. */
export type Ability =
  'reopen' | 'race' | 'dropConnections' | 'openNearlyFull' | 'killDuringAppends' | 'removesContents';
export type Without = Partial<Readonly<Record<Ability, string>>>;

/** What each group of rows is given. */
export interface ContractContext {
  /** The harness of the running suite. */
  harness(): Harness;
  store(): EventStore;
  /** A test that needs an ability of the harness; skipped, with the reason in its name, where it has been declared. */
  itWith(ability: Ability, title: string, test: () => Promise<void>, timeoutMs?: number): void;
}
