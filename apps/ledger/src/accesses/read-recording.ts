import { hash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DEFAULT_TENANT, ReadRecorder, type Read } from '@ledger/access';
import type { ReadQuery } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { within } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { Problem } from '../http/problem';
import { routeConfigOf } from '../http/route-config';
import { purposeOf } from './purpose';
import type { WhatWasRead } from './what-was-read';

/** Journeys of one answer that are named one by one; of larger ones the query is recorded alone. */
const MOST_NAMED = 100;

/** Records who read what: by itself for calls that are marked `auditedRead`, and when asked for answers that are streams. */
@Injectable()
export class ReadRecording implements OnApplicationShutdown {
  readonly isOn: boolean;
  private readonly isRequired: boolean;

  constructor(
    private readonly recorder: ReadRecorder,
    @Inject(LEDGER_CONFIG) private readonly config: Pick<LedgerConfig, 'auditReads' | 'requestBudgetMs'>,
  ) {
    this.isOn = config.auditReads !== 'off';
    this.isRequired = config.auditReads === 'required';
  }

  /**
   * To be called before anything of a journey leaves, where no hook sees the answer. Throws `READ_NOT_RECORDED` where
   * reads are required to be recorded and this one is not.
   */
  async record(request: FastifyRequest, what: WhatWasRead = {}): Promise<void> {
    request.isReadRecorded = true;
    if (!this.isOn) return;
    const tenant = request.principal?.tenant ?? DEFAULT_TENANT;
    const read = readOf(request, what);
    if (!this.isRequired) return this.recorder.note(tenant, read);
    try {
      await within(this.config.requestBudgetMs, this.recorder.recorded(tenant, read));
    } catch (cause) {
      throw notRecorded(cause);
    }
  }

  /** What is still to be written is written before the stores close. */
  onApplicationShutdown(): Promise<void> {
    return this.recorder.stop();
  }
}

/**
 * Records the answers of audited calls that are not streams. Where reads are required to be recorded, the answer waits for
 * that, and is a problem in its stead otherwise.
 */
export function recordReads(instance: FastifyInstance, recording: () => ReadRecording | undefined): void {
  instance.decorateRequest('whatWasRead', null);
  instance.decorateRequest('isReadRecorded', false);
  instance.addHook('preHandler', (request, _reply, done) => {
    // A call that answers refusals itself reads it itself.
    if (takesPurpose(request) && routeConfigOf(request).busy !== 'answer') purposeOf(request);
    done();
  });
  instance.addHook('onSend', (request, reply, payload, done) => {
    const recorder = recording();
    // What HEAD gives, a tag and a length, tells of a journey too.
    const gaveData = reply.statusCode === 200;
    if (recorder?.isOn !== true || !gaveData || request.isReadRecorded || !isRead(request)) {
      return done(null, payload);
    }
    recorder.record(request, request.whatWasRead ?? undefined).then(
      () => done(null, payload),
      (error: Error) => {
        for (const name of ['etag', 'link', 'content-length']) reply.removeHeader(name);
        done(error);
      },
    );
  });
}

function takesPurpose(request: FastifyRequest): boolean {
  const { auditedRead = false } = routeConfigOf(request);
  return auditedRead !== false;
}

function isRead(request: FastifyRequest): boolean {
  const { auditedRead = false } = routeConfigOf(request);
  return auditedRead === 'noted' ? request.whatWasRead !== null : auditedRead;
}

function readOf(request: FastifyRequest, { sessionId: asked, sessionIds, count }: WhatWasRead): Read {
  const { principal } = request;
  const { sessionId = asked } = request.params as { readonly sessionId?: string };
  const named = sessionIds ?? (sessionId === undefined ? undefined : [sessionId]);
  return {
    subject: principal?.name ?? principal?.clientId ?? 'anonymous',
    route: routeConfigOf(request).operationId ?? '',
    ...defined({
      clientId: principal?.clientId,
      sessionIds: named !== undefined && named.length <= MOST_NAMED ? named : undefined,
      query: sessionId === undefined ? queryOf(request, count ?? sessionIds?.length) : undefined,
      purpose: takesPurpose(request) ? purposeOf(request) : undefined,
    }),
  };
}

/** The address holds what callers looked for, which may be a customer's number: its hash tells two of them apart. */
function queryOf({ url }: FastifyRequest, count: number | undefined): ReadQuery {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return defined({ hash: hash('sha256', `${path}?${parameters.toString()}`), count });
}

function notRecorded(cause: unknown): Problem {
  const detail = 'It cannot be recorded who reads this, and AUDIT_READS is required, so nothing is given. Retry.';
  return new Problem('READ_NOT_RECORDED', detail, { headers: { 'retry-after': '1' }, cause });
}
