import { inTurns } from './in-turns';
import type { LedgerHttp, TimelineEntry } from './ledger-http';

/** Everything that a caller was told is done. The ledger must still hold it, whatever happened since. */
export class Acknowledged {
  /** By session and command: the revisions of the events that the reply named. */
  readonly #sessions = new Map<string, Map<string, readonly number[]>>();
  readonly #touched = new Set<string>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get sessionIds(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  add(sessionId: string, commandId: string, revisions: readonly number[]): void {
    const commands = this.#sessions.get(sessionId) ?? new Map<string, readonly number[]>();
    if (!commands.has(commandId)) this.#count += 1;
    commands.set(commandId, revisions);
    this.#sessions.set(sessionId, commands);
    this.#touched.add(sessionId);
  }

  /** What is wrong with the journeys that moved since the last check, one sentence for each fault. */
  async faultsSinceLastLook(ledger: LedgerHttp): Promise<readonly string[]> {
    const sessions = [...this.#touched];
    this.#touched.clear();
    return await this.#faultsOf(ledger, sessions);
  }

  /** What is wrong with any journey. */
  async faults(ledger: LedgerHttp): Promise<readonly string[]> {
    return await this.#faultsOf(ledger, this.sessionIds);
  }

  async #faultsOf(ledger: LedgerHttp, sessions: readonly string[]): Promise<readonly string[]> {
    const faults = await inTurns(sessions, async (sessionId) => {
      const { position } = await ledger.journey(sessionId);
      return this.#compare(sessionId, await ledger.events(sessionId, position));
    });
    return faults.flat();
  }

  #compare(sessionId: string, events: readonly TimelineEntry[]): readonly string[] {
    const faults: string[] = [];
    for (const [commandId, revisions] of this.#sessions.get(sessionId) ?? []) {
      const found = events.filter((event) => event.commandId === commandId).map(({ revision }) => revision);
      if (found.join() !== revisions.join()) {
        faults.push(
          `${sessionId}: ${commandId} was acknowledged at revision ${revisions.join()}, is at ${found.join()}`,
        );
      }
    }
    const gap = events.findIndex((event, index) => event.revision !== index);
    if (gap !== -1) faults.push(`${sessionId}: revision ${gap} is missing from the timeline`);
    return faults;
  }
}
