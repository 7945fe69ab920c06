import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { compileDefinition, Sandbox, type DefinitionDocument, type SandboxLimits } from '@ledger/journey';
import { CLOCK, type Clock } from '@ledger/runtime';
import type { IncomingCall } from '../http/incoming-call';
import { Problem } from '../http/problem';

export const SANDBOX_LIMITS: SandboxLimits = { journeys: 100, entries: 2_000, size: 2 * 1024 * 1024 };
export const MOST_SANDBOXES = 50;
const MOST_OF_ONE_KEY = 10;
const LIFETIME_MS = 3_600_000;

export interface OpenSandbox {
  readonly id: string;
  readonly owner: string;
  readonly sandbox: Sandbox;
  /** By the clock of the ledger, milliseconds. */
  expiresMs: number;
}

/** In-memory journeys to try a definition on. Nothing of them reaches the ledger, and they end with the process. */
@Injectable()
export class Sandboxes {
  private readonly open = new Map<string, OpenSandbox>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  create({ actor }: Pick<IncomingCall, 'actor'>, document: DefinitionDocument, start: string | undefined): OpenSandbox {
    this.dropExpired();
    const owner = actor.clientId ?? actor.subject;
    const own = [...this.open.values()].filter((each) => each.owner === owner).length;
    if (this.open.size >= MOST_SANDBOXES || own >= MOST_OF_ONE_KEY) {
      const limits = `${MOST_SANDBOXES} sandboxes may be open, ${MOST_OF_ONE_KEY} of one key`;
      throw new Problem('TOO_MANY_REQUESTS', `${limits}; close one, or ask again later.`, {
        headers: { 'retry-after': '60' },
      });
    }
    const sandbox = new Sandbox(compileDefinition(document), start ?? this.clock.now().toISOString(), SANDBOX_LIMITS);
    const opened: OpenSandbox = { id: randomUUID(), owner, sandbox, expiresMs: this.nextExpiry() };
    this.open.set(opened.id, opened);
    return opened;
  }

  /** Of its owner alone; each use prolongs its life. */
  find({ actor }: Pick<IncomingCall, 'actor'>, id: string): OpenSandbox {
    this.dropExpired();
    const found = this.open.get(id);
    if (found === undefined || found.owner !== (actor.clientId ?? actor.subject)) {
      throw new Problem('SANDBOX_NOT_FOUND', `There is no sandbox ${id}; it may have expired. Create another.`);
    }
    found.expiresMs = this.nextExpiry();
    return found;
  }

  close(call: Pick<IncomingCall, 'actor'>, id: string): OpenSandbox {
    const closed = this.find(call, id);
    this.open.delete(id);
    return closed;
  }

  private nextExpiry(): number {
    return this.clock.now().getTime() + LIFETIME_MS;
  }

  private dropExpired(): void {
    const now = this.clock.now().getTime();
    for (const { id, expiresMs } of this.open.values()) if (expiresMs <= now) this.open.delete(id);
  }
}
