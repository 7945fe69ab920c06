import fc from 'fast-check';
import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import type { RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { parseStream, type DefinitionDocument, type UnstampedCommand } from '@ledger/journey';
import { examples, FakeTime } from '@ledger/runtime/testing';

const TENANTS = ['default', 'acme'] as const;
type Tenant = (typeof TENANTS)[number];

const DEFINITION = 'Payment';
const STATES = ['WELCOME', 'IDENTIFY', 'PAY', 'NOTE', 'DONE'] as const;

/** What one tenant does next, under ids that the other uses too. */
const step = fc.record({
  tenant: fc.constantFrom(...TENANTS),
  kind: fc.constantFrom(
    ...(['start', 'start', 'aliased start', 'move', 'move', 'move', 'context', 'channel', 'add alias'] as const),
    ...(['remove alias', 'restart', 'time out', 'publish', 'override', 'pause', 'resume'] as const),
  ),
  sessionId: fc.constantFrom('same-1', 'same-2'),
  commandId: fc.constantFrom(undefined, 'command-1', 'command-2', 'command-3'),
  to: fc.constantFrom(...STATES),
  alias: fc.constantFrom('crm:same', 'chat:same'),
  minutes: fc.constantFrom(0, 0, 1, 5),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The tenants' definitions have the same id and differ from version 1 on. */
function definitionOf(tenant: Tenant, version: number): DefinitionDocument {
  const { states } = PAYMENT_DEFINITION;
  const after = `PT${(tenant === 'acme' ? 20 : 3) + version}M`;
  return {
    ...PAYMENT_DEFINITION,
    version,
    resume: 'always',
    states: { ...states, WELCOME: { ...states['WELCOME'], timeout: { after } } },
  };
}

function commandOf({ kind, sessionId, to, alias, commandId }: Step): UnstampedCommand | undefined {
  const own = { sessionId, ...(commandId !== undefined && { commandId }) };
  switch (kind) {
    case 'start':
      return { type: 'StartJourney', ...own, channel: 'voice' };
    case 'aliased start':
      return { type: 'StartJourney', ...own, aliases: [alias] };
    case 'move':
      return { type: 'TransitionJourney', ...own, targetStateId: to, context: { verified: true } };
    case 'context':
      return { type: 'ChangeContext', ...own, patch: { attempts: to.length } };
    case 'channel':
      return { type: 'ChangeChannel', ...own, channel: to };
    case 'add alias':
      return { type: 'AddAlias', ...own, alias };
    case 'remove alias':
      return { type: 'RemoveAlias', ...own, alias };
    case 'restart':
      return { type: 'RestartJourney', ...own, reason: to };
    case 'time out':
      return { type: 'AbortOnTimeout', sessionId, enteredRevision: 0n };
    default:
      return undefined;
  }
}

/** One process with these tenants, and what each step was answered. */
class Process {
  readonly #time = new FakeTime();
  readonly #store = new InMemoryEventStore({ now: () => this.#time.now() });
  readonly #handling = new CommandHandlingFixture(this.#store, this.#time);
  readonly #versions = new Map<Tenant, number>();
  readonly answers: string[] = [];

  constructor(private readonly tenants: readonly Tenant[]) {}

  async run(steps: readonly Step[]): Promise<this> {
    for (const tenant of this.tenants) await this.#publish(tenant);
    for (const each of steps) {
      await this.#time.advance(each.minutes * 60_000);
      if (!this.tenants.includes(each.tenant)) continue;
      const answer = await this.#take(each);
      this.answers.push(`${each.tenant} ${told(answer)}`);
    }
    await this.#handling.attempts.drain();
    return this;
  }

  /** All that the streams of a tenant hold, in the order in which it was stored. */
  async historyOf(tenant: Tenant): Promise<readonly string[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.#store.readAll()) events.push(event);
    return events
      .filter(({ stream }) => parseStream(stream)?.tenant === tenant)
      .map(({ stream, revision, type, data, metadata }) => told(`${stream} ${revision} ${type} ${data} ${metadata}`))
      .sort();
  }

  async #take(each: Step): Promise<unknown> {
    const { tenant, kind, commandId, to } = each;
    const { overrides, tenantTimeouts } = this.#handling.definitions;
    const caller = { actor: CALLER, ...(commandId !== undefined && { commandId }) };
    const command = commandOf(each);
    if (command !== undefined) {
      const definition = command.type === 'StartJourney' ? { definitionId: DEFINITION } : {};
      return this.#handling.aliased.execute({ tenant, actor: CALLER, command, ...definition });
    }
    if (kind === 'publish') return this.#publish(tenant);
    if (kind === 'pause') return tenantTimeouts.pause(tenant, 'maintenance', caller);
    if (kind === 'resume') return tenantTimeouts.resume(tenant, 'done', caller);
    const request = {
      definitionId: DEFINITION,
      stateId: to,
      after: 'PT7M',
      applyTo: 'waiting',
      reason: 'slow',
    } as const;
    return overrides.override(tenant, request, caller);
  }

  async #publish(tenant: Tenant): Promise<unknown> {
    const version = (this.#versions.get(tenant) ?? 0) + 1;
    this.#versions.set(tenant, version);
    return this.#handling.catalog.publish(tenant, definitionOf(tenant, version), CALLER);
  }
}

/** Without what counts the events of all tenants, or is drawn for each of them by itself. */
function told(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? Number(member) : member));
  return text
    .replaceAll(/"(hash|previousHash|position)":"[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>');
}

describe('two tenants with the same session, alias, definition and command ids', () => {
  it('never meet: each gets the answers and has the history that it would have alone', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40 }), async (steps) => {
        const both = await new Process(TENANTS).run(steps);
        for (const tenant of TENANTS) {
          const alone = await new Process([tenant]).run(steps);
          expect(both.answers.filter((answer) => answer.startsWith(tenant))).toEqual(alone.answers);
          const history = await alone.historyOf(tenant);
          expect(await both.historyOf(tenant)).toEqual(history);
          for (const event of history) seen.add(event.split(' ')[2] ?? '');
        }
      }),
      { numRuns: examples(0.4) },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['JourneyStarted', 'JourneyTransitioned', 'ABORT_TIMEOUT', 'AliasClaimed', 'AliasAdded', 'CommandRejected'],
        ...['DefinitionPublished', 'TimeoutOverridden', 'TimeoutsPaused', 'TimeoutsResumed'],
      ]),
    );
  });
});
