import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { isRefusal, type Credentials } from '@ledger/access';
import { callerAddress } from './caller-address';

/** Less than the second within which a revocation holds everywhere. */
const ASKED_EVERY_MS = 500;

/**
 * Ends streams whose credentials have ended: they were asked for once, when the stream began, and it may last for days.
 * While credentials cannot be checked, streams continue.
 */
export class OpenStreams {
  readonly #open = new Set<FastifyRequest>();
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;

  constructor(private readonly credentials: Credentials) {}

  /** Until its answer is closed. */
  watch(request: FastifyRequest, answer: ServerResponse): void {
    this.#open.add(request);
    this.#timer ??= setInterval(() => void this.#askAll(), ASKED_EVERY_MS).unref();
    answer.once('close', () => {
      this.#open.delete(request);
      if (this.#open.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
  }

  async #askAll(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      for (const request of this.#open) await this.#ask(request);
    } finally {
      this.#isAsking = false;
    }
  }

  async #ask(request: FastifyRequest): Promise<void> {
    try {
      const answer = await this.credentials.authenticate(request.headers, callerAddress(request));
      if (isRefusal(answer) && answer.refused !== 'unavailable') request.raw.socket.destroy();
    } catch {
      // They cannot be checked now; the next round asks again.
    }
  }
}
