import type { SeenReply } from '../replies';
import { secretsIn } from './secret-sweep';

/** Calls whose very answer is a secret, for the one who asked. */
const GIVES_SECRET = /^POST (\/v1\/keys(\/[^/?]+\/rotate)?|\/oauth\/token)(\?|$)/;
/** Its examples show what keys and tokens look like. */
const DOCUMENTATION = /^\/(docs|openapi\.json)(\/|$)/;

/** What a reply shows of secrets; personal data is for those who may see it, and in no error. */
export function secretsInReply({ method, path, status, headers, body }: SeenReply): readonly string[] {
  const call = `${method} ${path}`;
  if (DOCUMENTATION.test(path) || (GIVES_SECRET.test(call) && status < 300)) return [];
  // What was asked for may be repeated.
  if (secretsIn('The path', path).length > 0) return [];
  const where = `The reply to ${call.slice(0, 100)} (${status})`;
  return [...secretsIn(where, JSON.stringify(headers)), ...secretsIn(where, body, status < 400)];
}
