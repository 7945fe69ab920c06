import type { RunningLedger } from '../../support/running-ledger';

type Answer = Readonly<Record<string, unknown>>;

/** A call whose flow was written for version 1. */
interface Call {
  readonly sessionId: string;
  revision: number;
  step: number;
}

/** What a flow was answered that took a step. */
export interface Answered {
  readonly sessionId: string;
  readonly outcome: unknown;
  readonly version: unknown;
  readonly at: 'before' | 'meanwhile' | 'published' | 'rolled back';
}

/** Calls in progress: each step is a request of the flow face, as a platform sends it. */
export class CallsInProgress {
  readonly answers: Answered[] = [];
  at: Answered['at'] = 'before';
  readonly #open: Call[] = [];
  #begun = 0;

  constructor(
    private readonly ledger: RunningLedger,
    private readonly definitionId: string,
  ) {}

  /** The next step of the call that waits for longest, or another call where all have a step under way. */
  async take(): Promise<void> {
    const call = this.#open.length < 20 ? this.#begin() : (this.#open.shift() ?? this.#begin());
    const { sessionId, revision: expectedRevision } = call;
    const { at } = this;
    const [path, fields] = this.#steps(call, expectedRevision)[call.step] ?? ['status', {}];
    const reply = await this.ledger.post(`/v1/flow/${path}`, { sessionId, ...fields });
    const answer: Answer = reply.status === 200 ? reply.json() : { outcome: reply.status };
    this.answers.push({ sessionId, outcome: answer['outcome'], version: answer['definitionVersion'], at });
    call.revision = Number(answer['revision']);
    call.step += 1;
    if (call.step < this.#steps(call, 0).length) this.#open.push(call);
  }

  #begin(): Call {
    this.#begun += 1;
    return { sessionId: `${this.definitionId}-${this.#begun}`, revision: -1, step: 0 };
  }

  #steps({ sessionId }: Call, expectedRevision: number): readonly (readonly [string, object])[] {
    const ensure = ['ensure', { definitionId: this.definitionId, ctx_legacy: 'true' }] as const;
    return [
      ensure,
      ['context', { ctx_amount: '12.5', ctx_legacy: 'false', expectedRevision }],
      ['transition', { targetStateId: 'PAY', expectedRevision }],
      ensure,
      ['transition', { targetStateId: 'PAY', commandId: `${sessionId}-there` }],
      ['transition', { targetStateId: 'WELCOME', ctx_amount: '13' }],
      ['transition', { targetStateId: 'PAY', expectedRevision: -1 < expectedRevision ? expectedRevision : undefined }],
      ['transition', { targetStateId: 'DONE' }],
    ];
  }
}
