import type { components } from './generated/api.types';

/** A problem document (RFC 9457): the ledger's members, all of which another server may lack. */
export type ProblemDocument = Partial<Omit<components['schemas']['Problem'], 'code'>> & {
  readonly code?: string;
  readonly [field: string]: unknown;
};

/** The ledger refused the request. Branch on `code`, never on the message. */
export class LedgerProblem extends Error {
  override readonly name = 'LedgerProblem';
  /** Stable code such as `TRANSITION_NOT_ALLOWED`; `HTTP_<status>` where something else than the ledger answered. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** One sentence: what was wrong and what would be right. */
  readonly detail: string;
  /** The whole document, with the fields of the error (`stateId`, `revision`, `allowedTargets`, …). */
  readonly problem: ProblemDocument;
  /** What to name when asking the ledger's operator. */
  readonly requestId: string | undefined;
  /** Milliseconds after which the ledger wants to be asked again; 0 where it did not say. */
  readonly retryAfterMs: number;

  constructor(status: number, problem: ProblemDocument, answer: { requestId?: string; retryAfterMs?: number } = {}) {
    const detail = problem.detail ?? problem.title ?? `The server answered with status ${status}.`;
    super(detail);
    this.status = status;
    this.code = problem.code ?? `HTTP_${status}`;
    this.detail = detail;
    this.problem = problem;
    this.requestId = answer.requestId;
    this.retryAfterMs = answer.retryAfterMs ?? 0;
  }

  /** Whether the same request may succeed later: nothing of it was applied. */
  get retryable(): boolean {
    return this.status === 503 || this.status === 429;
  }
}

/** There was no reply: refused, lost or too late. Unless `sent` is false, a command may have been applied. */
export class LedgerUnreachableError extends Error {
  override readonly name = 'LedgerUnreachableError';
  readonly code: 'UNREACHABLE' | 'TIMEOUT';
  /** False if there was no connection, so that nothing can have been applied. */
  readonly sent: boolean;

  /** A lost connection may be retried; a server that was late or not there is not waited for again. */
  get retryable(): boolean {
    return this.sent && this.code === 'UNREACHABLE';
  }

  constructor(code: 'UNREACHABLE' | 'TIMEOUT', message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.sent = sent;
  }
}
