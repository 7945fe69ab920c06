import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { TObject } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { incomingCall, type IncomingCall } from './incoming-call';
import { validated, type Given } from './validated';

/** A command as it came, with the id of what it is for. */
export interface SentCommand<Body> {
  readonly call: IncomingCall;
  readonly id: string;
  readonly given: Body;
}

type IdParameter = PipeTransform<string, string>;

export function sentCommand<S extends TObject>(
  request: FastifyRequest,
  schema: S,
  [name, parameter]: readonly [name: string, IdParameter],
): SentCommand<Given<S>> {
  const { [name]: id = '' } = request.params as Readonly<Record<string, string>>;
  return {
    call: incomingCall(request),
    id: parameter.transform(id, { type: 'param' }),
    given: validated(schema, request.body ?? {}),
  };
}

/** `@Sent(MoveBody)`: one parameter for three, since Nest awaits each decorated one. */
export const sentTo = (id: readonly [name: string, IdParameter]): ((schema: TObject) => ParameterDecorator) =>
  createParamDecorator((schema: TObject, context: ExecutionContext) =>
    sentCommand(context.switchToHttp().getRequest<FastifyRequest>(), schema, id),
  );
