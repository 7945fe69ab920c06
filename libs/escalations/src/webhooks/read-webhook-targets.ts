import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { NamedError } from '@ledger/plain-data';
import { TENANT_ID } from '@ledger/journey';
import { isLoopback } from './address-policy';
import { DEFAULT_TENANT, type WebhookTarget } from './webhook-target';

const DEFAULT_CONCURRENCY = 8;
const DEFAULT_TIMEOUT_MS = 10_000;
const NAME = /^.{1,128}$/su;
const MEMBERS = new Set(['name', 'url', 'secrets', 'concurrency', 'timeoutMs', 'allowPrivate', 'tenants']);

/** A setting of targets that cannot be used: its message is the rest of a sentence that begins with the setting's name. */
export class WebhookTargetsError extends NamedError {}

/** Webhook targets from their JSON array. A `WebhookTargetsError` never shows a secret. */
export function readWebhookTargets(text: string): readonly WebhookTarget[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WebhookTargetsError('should be JSON, and cannot be parsed');
  }
  if (!Array.isArray(value)) throw new WebhookTargetsError('should be a JSON array of webhook targets');
  const targets = value.map(targetOf);
  const names = targets.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new WebhookTargetsError(`should name each target once, and has ${quoted(twice)} twice`);
  return targets;
}

function targetOf(value: unknown, index: number): WebhookTarget {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WebhookTargetsError(`should hold objects, and entry ${index} is not an object`);
  }
  const given = value as Readonly<Record<string, unknown>>;
  const { name, secrets, allowPrivate = false } = given;
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw new WebhookTargetsError(`should give entry ${index} a name of 1 to 128 characters`);
  }
  const unknown = Object.keys(given).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) {
    const known = [...MEMBERS].join(', ');
    throw new WebhookTargetsError(`should give target ${quoted(name)} only ${known}, not ${quoted(unknown)}`);
  }
  if (typeof allowPrivate !== 'boolean') {
    throw new WebhookTargetsError(`should give target ${quoted(name)} true or false as allowPrivate`);
  }
  return {
    name,
    url: urlOf(name, given['url'], allowPrivate),
    secrets: secretsOf(name, secrets),
    concurrency: numberOf(name, given, 'concurrency', DEFAULT_CONCURRENCY, 1_000),
    timeoutMs: numberOf(name, given, 'timeoutMs', DEFAULT_TIMEOUT_MS, 60_000),
    allowPrivate,
    tenants: tenantsOf(name, given['tenants']),
  };
}

function tenantsOf(name: string, value: unknown = [DEFAULT_TENANT]): readonly string[] {
  const tenants = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const areTenants = tenants.every((tenant) => typeof tenant === 'string' && TENANT_ID.test(tenant));
  if (tenants.length > 0 && areTenants) return tenants as readonly string[];
  throw new WebhookTargetsError(`should give target ${quoted(name)} a list of tenants, such as ["default"]`);
}

function urlOf(name: string, value: unknown, allowPrivate: boolean): URL {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new WebhookTargetsError(`should give target ${quoted(name)} an https address as its url`);
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new WebhookTargetsError(`should give target ${quoted(name)} a url without user, password and fragment`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'http:' && host !== 'localhost' && !(isIP(host) !== 0 && isLoopback(host))) {
    throw new WebhookTargetsError(`should give target ${quoted(name)} an https url: http is for this machine alone`);
  }
  if (url.protocol === 'http:' && !allowPrivate) {
    throw new WebhookTargetsError(
      `should give target ${quoted(name)} "allowPrivate": true where its url is one of this machine`,
    );
  }
  return url;
}

function secretsOf(name: string, value: unknown): readonly string[] {
  const secrets = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const areUsable = secrets.every((secret) => typeof secret === 'string' && isSecret(secret));
  if (secrets.length < 1 || secrets.length > 5 || !areUsable) {
    const shape = '"whsec_" and the base64 of 24 to 64 bytes';
    throw new WebhookTargetsError(`should give target ${quoted(name)} 1 to 5 secrets, each ${shape}`);
  }
  return secrets as readonly string[];
}

/** Of the length that Standard Webhooks asks for, and one that its library can sign with. */
function isSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false;
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64').length;
  if (bytes < 24 || bytes > 64) return false;
  try {
    new Webhook(secret);
    return true;
  } catch {
    return false;
  }
}

function numberOf(
  name: string,
  given: Readonly<Record<string, unknown>>,
  member: 'concurrency' | 'timeoutMs',
  otherwise: number,
  most: number,
): number {
  const value = given[member] ?? otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new WebhookTargetsError(`should give target ${quoted(name)} a whole number from 1 to ${most} as ${member}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 128));
}
