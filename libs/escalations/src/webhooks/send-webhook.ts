import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock, Scheduler } from '@ledger/runtime';
import { checkedAddresses, pinnedLookup, systemResolver, type Resolver } from './checked-lookup';
import { failureOfError, resultOfResponse, TIMED_OUT } from './delivery-result';
import { webhookHeaders, type WebhookMessage } from './webhook-message';
import type { DeliveryResult, WebhookTarget } from './webhook-target';

export interface WebhookSenderPorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Default: the system's. */
  readonly resolve?: Resolver;
}

/** Bytes of an answer's body that are read at most; nothing in it is needed. */
const MAX_BODY_BYTES = 16_384;

/** Makes one attempt and never throws. The body is read up to a bound, so that a target that is writing can end. */
export async function sendWebhook(
  { clock, scheduler, resolve = systemResolver }: WebhookSenderPorts,
  target: WebhookTarget,
  message: WebhookMessage,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const ending = new AbortController();
  const stopTimer = scheduler.after(target.timeoutMs, () => ending.abort(TIMED_OUT));
  try {
    const addresses = await until(ending.signal, signal, checkedAddresses(target, resolve));
    const headers = webhookHeaders(message, target.secrets, clock.now());
    const options: RequestOptions = {
      method: 'POST',
      headers,
      // A new connection each time: a kept one could outlive a change of the name's address.
      agent: false,
      lookup: pinnedLookup(addresses),
      signal: AbortSignal.any([ending.signal, signal]),
    };
    const response = await post(target.url, options, message.body);
    drain(response, stopTimer);
    return resultOfResponse(response.statusCode ?? 0, response.headers['retry-after'], clock.now());
  } catch (error) {
    stopTimer();
    if (signal.aborted) return { kind: 'aborted' };
    return failureOfError(ending.signal.aborted ? ending.signal.reason : error, target.timeoutMs);
  }
}

function post(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, options, resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** Reads the rest of an answer, up to a bound; the attempt's timer keeps running, and ends one that never ends. */
function drain(response: IncomingMessage, whenEnded: () => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
  response.on('close', whenEnded);
}

/** The work, unless a signal is aborted first. */
function until<T>(timeout: AbortSignal, stop: AbortSignal, work: Promise<T>): Promise<T> {
  const either = AbortSignal.any([timeout, stop]);
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('The attempt was aborted.'));
    if (either.aborted) abort();
    either.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject);
  });
}
