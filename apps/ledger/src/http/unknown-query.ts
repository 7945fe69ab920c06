import type { FastifyReply, FastifyRequest } from 'fastify';
import { validationProblem } from './problem';
import './route-config';

/** Refuses query parameters on calls that have none; calls that have some check them by their own rules. */
export function refuseUnknownQuery(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  if (!request.url.includes('?') || request.is404 || takesQuery(request)) {
    done();
    return;
  }
  const names = Object.keys(request.query as object);
  const [name] = names;
  if (name === undefined) done();
  else
    done(validationProblem(`There is no query parameter ${JSON.stringify(name.slice(0, 100))}; this call takes none.`));
}

/** Static files of the API reader carry a version in their query; probes and scrapers add what they like. */
function takesQuery({ routeOptions: { config, url = '' } }: FastifyRequest): boolean {
  return config.takesQuery === true || config.scope === 'open' || url.startsWith('/docs');
}
