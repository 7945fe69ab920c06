import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { TObject } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { incomingCall, type IncomingCall } from '../http/incoming-call';
import { sessionIdParameter } from '../http/path-parameters';
import { validated, type Given } from '../http/validated';

/** A command on a journey as it came. */
export interface SentCommand<Body> {
  readonly call: IncomingCall;
  readonly sessionId: string;
  readonly given: Body;
}

export function sentCommand<S extends TObject>(request: FastifyRequest, schema: S): SentCommand<Given<S>> {
  const { sessionId } = request.params as { readonly sessionId: string };
  return {
    call: incomingCall(request),
    sessionId: sessionIdParameter.transform(sessionId, { type: 'param' }),
    given: validated(schema, request.body ?? {}),
  };
}

/** One parameter for three: Nest awaits each decorated one. */
export const Sent = createParamDecorator((schema: TObject, context: ExecutionContext) =>
  sentCommand(context.switchToHttp().getRequest<FastifyRequest>(), schema),
);
