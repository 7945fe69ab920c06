import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { FORM_TYPE } from './media-types';
import './route-config';

/** Some platforms log in without saying what their body is: it is a form, or JSON in its place. */
export function acceptUntypedBody(route: RouteOptions): void {
  if (route.config?.untypedBody !== true) return;
  route.onRequest = [...[route.onRequest ?? []].flat(), typeUntypedBody];
}

function typeUntypedBody({ raw }: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  if (!raw.headers['content-type']) raw.headers['content-type'] = FORM_TYPE;
  done();
}
