import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What a call's answer gives of journeys, as far as its address does not say it. */
export interface WhatWasRead {
  /** Key of the one journey that was asked for in the body. */
  readonly sessionId?: string;
  /** Keys of the journeys that were found. */
  readonly sessionIds?: readonly string[];
  /** Rows, where they are other things than journeys. */
  readonly count?: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the handler noted; null until then. */
    whatWasRead: WhatWasRead | null;
    /** Whether it is recorded already, or will be. */
    isReadRecorded: boolean;
  }
}

/** The journeys of rows, each once. */
export function keysOf(rows: readonly { readonly sessionId: string }[]): readonly string[] {
  return [...new Set(rows.map(({ sessionId }) => sessionId))];
}

export type NoteRead = (what: WhatWasRead) => void;

/** For handlers of audited reads whose address does not name the one journey: they note which they found. */
export const Noting = createParamDecorator((_: unknown, context: ExecutionContext): NoteRead => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return (what) => {
    request.whatWasRead = what;
  };
});
