import type { Caller } from './callers';
import { DEMO_DEFINITION } from './definitions';
import { Random } from './random';

/** One call of the ledger, after a pause. */
export interface Step {
  /** Milliseconds after the step before, in fast motion. */
  readonly pauseMs: number;
  readonly method: 'POST' | 'PATCH';
  /** Below `/v1/journeys`. */
  readonly path: string;
  readonly body: object;
  /** Sent twice with the same command id, as a flow does whose answer was lost. */
  readonly repeated?: true;
}

export const STORIES = {
  paid: 40,
  handedOver: 12,
  chat: 12,
  declined: 6,
  guardFailed: 8,
  wrongTarget: 6,
  conflict: 5,
  abandoned: 7,
  agent: 8,
  retried: 6,
} as const;

export type Story = keyof typeof STORIES;

/** What one customer goes through. */
export interface Plan {
  readonly sessionId: string;
  readonly story: Story;
  readonly caller: Caller;
  readonly steps: readonly Step[];
}

/** Always the same journeys for a seed; each call gives the next. */
export class Plans {
  private readonly random: Random;
  private count = 0;

  constructor(private readonly seed: number) {
    this.random = new Random(seed);
  }

  next(): Plan {
    this.count += 1;
    const sessionId = `demo-${this.seed}-${String(this.count).padStart(5, '0')}`;
    const story = this.random.weighted(STORIES);
    const caller = story === 'chat' ? 'chat-flow' : story === 'agent' ? 'agent-desktop' : 'ivr-flow';
    return { sessionId, story, caller, steps: new StoryWriter(sessionId, this.random).write(story) };
  }
}

class StoryWriter {
  private readonly steps: Step[] = [];
  private readonly amount: number;

  constructor(
    private readonly sessionId: string,
    private readonly random: Random,
  ) {
    this.amount = random.whole(500, 49_900) / 100;
  }

  write(story: Story): readonly Step[] {
    this.start(story === 'chat' ? 'chat' : 'voice');
    this.move({ targetStateId: 'IDENTIFY' });
    switch (story) {
      case 'abandoned':
        break;
      case 'agent':
        this.move({ targetStateId: 'AGENT' });
        this.move({ targetStateId: 'COMPLETED' });
        break;
      case 'retried':
        this.move({ event: 'RETRY' });
        this.move({ event: 'RETRY' });
        this.move({ event: 'RETRY' });
        this.move({ targetStateId: 'AGENT' });
        break;
      case 'guardFailed':
        this.move({ targetStateId: 'PAYMENT' });
        this.pay({ event: 'PAID' });
        break;
      case 'wrongTarget':
        this.move({ targetStateId: 'COMPLETED' });
        this.pay({ event: 'PAID' });
        break;
      case 'conflict':
        this.move({ targetStateId: 'PAYMENT', context: { verified: true }, expectedRevision: 0 });
        this.pay({ event: 'PAID' });
        break;
      case 'declined':
        this.pay({ event: 'REFUSED' });
        break;
      case 'handedOver':
        this.step('POST', `/${this.sessionId}/channel`, { channel: 'chat', conversationId: `chat-${this.sessionId}` });
        this.pay({ event: 'PAID' });
        break;
      case 'paid':
      case 'chat':
        this.pay({ event: 'PAID' });
        break;
    }
    return this.steps;
  }

  private start(channel: string): void {
    this.step('POST', '', {
      ...{ sessionId: this.sessionId, definitionId: DEMO_DEFINITION, channel },
      ...{ customerId: `customer-${this.random.whole(1, 300)}`, initiatingSource: 'inbound_queue' },
      aliases: [`genesys:conv-${this.sessionId}`],
    });
  }

  /** The identified customer gives a card and an amount, and the payment ends as the event says. */
  private pay(end: { readonly event: string }): void {
    const cardLast4 = String(this.random.whole(1_000, 9_999));
    this.step('PATCH', `/${this.sessionId}/context`, { verified: true, cardLast4 });
    this.move({ targetStateId: 'PAYMENT' });
    this.step('PATCH', `/${this.sessionId}/context`, { amount: this.amount });
    this.move(end);
  }

  private move(body: object): void {
    const isRepeated = this.random.next() < 0.08;
    const commandId = `${this.sessionId}-step-${this.steps.length}`;
    this.step('POST', `/${this.sessionId}/transitions`, { ...body, commandId }, isRepeated);
  }

  private step(method: Step['method'], path: string, body: object, isRepeated = false): void {
    const pauseMs = this.steps.length === 0 ? 0 : this.random.whole(300, 3_000);
    this.steps.push({ pauseMs, method, path, body, ...(isRepeated && { repeated: true as const }) });
  }
}
