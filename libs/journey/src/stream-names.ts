/** Key of a journey, as callers give it. */
export const SESSION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** No dash: the part of a stream name before the first dash is its category, and that names the tenant. */
export const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9_]{0,63}$/;
export const DEFINITION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
export const OPERATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
export const ESCALATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;

/** Most characters of an alias. */
export const ALIAS_LENGTH = 200;
/** What a platform calls a customer or a conversation, `platform:id`: visible ASCII, so that it crosses URLs and logs. */
export const ALIAS = new RegExp(`^(?=.{3,${ALIAS_LENGTH}}$)[A-Za-z0-9][A-Za-z0-9._-]{0,31}:[!-~]+$`);

/** Subjects of a tenant's own streams. */
const TENANT_SUBJECT = /^(timeouts|losses|projections)$/;

/** Subjects of the streams of access: a tenant's keys, the tenants that were opened, who read what on a UTC day, and which days were removed. */
const ACCESS_SUBJECT = /^(keys|tenants|removals|reads\.\d{4}-\d\d-\d\d)$/;
/** The tenant whose streams tell of the installation itself. */
const OWN_TENANT = 'default';

/** Kinds of stream; `<kind>.<tenant>` is the category that a store can be read by. */
export const STREAM_KINDS = [
  'journey',
  'attempt',
  'definition',
  'escalation',
  'policy',
  'operation',
  'tenant',
  'alias',
  'access',
] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

export interface ParsedStream {
  readonly kind: StreamKind;
  readonly tenant: string;
  /** Session id, definition id, escalation id, operation id, alias or the subject of a tenant's stream. */
  readonly id: string;
}

const ID_PATTERNS: Record<StreamKind, RegExp> = {
  journey: SESSION_ID,
  attempt: SESSION_ID,
  definition: DEFINITION_ID,
  escalation: ESCALATION_ID,
  policy: SESSION_ID,
  operation: OPERATION_ID,
  tenant: TENANT_SUBJECT,
  alias: ALIAS,
  access: ACCESS_SUBJECT,
};

/** Stream of a journey's events: the truth. Throws a `TypeError` for a tenant or id that no face lets through. */
export function journeyStream(tenant: string, sessionId: string): string {
  return nameOf('journey', tenant, sessionId);
}

/** Stream of a session's rejected commands. */
export function attemptStream(tenant: string, sessionId: string): string {
  return nameOf('attempt', tenant, sessionId);
}

/** Stream of a definition's versions and timeout overrides. */
export function definitionStream(tenant: string, definitionId: string): string {
  return nameOf('definition', tenant, definitionId);
}

export function escalationStream(tenant: string, escalationId: string): string {
  return nameOf('escalation', tenant, escalationId);
}

/** Stream of the violations of a journey's policies. */
export function policyStream(tenant: string, sessionId: string): string {
  return nameOf('policy', tenant, sessionId);
}

/** Stream of one batch operation: what was requested, and its progress. */
export function operationStream(tenant: string, operationId: string): string {
  return nameOf('operation', tenant, operationId);
}

/** Stream of the claims of an alias: which journey of each definition it leads to. */
export function aliasStream(tenant: string, alias: string): string {
  return nameOf('alias', tenant, alias);
}

/** Stream of a tenant's pauses of all timeouts. */
export function tenantTimeoutsStream(tenant: string): string {
  return nameOf('tenant', tenant, 'timeouts');
}

/** Stream of the losses of events that operators accepted. */
export function tenantLossesStream(tenant: string): string {
  return nameOf('tenant', tenant, 'losses');
}

/** Stream of a tenant's API keys. */
export function keysStream(tenant: string): string {
  return nameOf('access', tenant, 'keys');
}

/** Stream of the tenants that were opened, beside the one that is always there. */
export function tenantsStream(): string {
  return nameOf('access', OWN_TENANT, 'tenants');
}

/** Stream of who read what of a tenant's journeys on a UTC day, such as `2026-11-02`. */
export function readsStream(tenant: string, day: string): string {
  return nameOf('access', tenant, `reads.${day}`);
}

/** Stream of the days whose reads retention removed. */
export function accessRemovalsStream(tenant: string): string {
  return nameOf('access', tenant, 'removals');
}

/** Stream of what operators requested of a tenant's projections. */
export function tenantProjectionsStream(tenant: string): string {
  return nameOf('tenant', tenant, 'projections');
}

/** Category that holds all streams of a kind for a tenant, such as `journey.default`. */
export function streamCategory(kind: StreamKind, tenant: string): string {
  if (!TENANT_ID.test(tenant))
    throw new TypeError(`Tenant ${JSON.stringify(tenant)} should match ${TENANT_ID.source}.`);
  return `${kind}.${tenant}`;
}

/** Takes a stream name apart; undefined if it is not one of ours. */
export function parseStream(name: string): ParsedStream | undefined {
  const dot = name.indexOf('.');
  const dash = name.indexOf('-');
  if (dot < 1 || dash < dot) return undefined;
  const kind = STREAM_KINDS.find((known) => known === name.slice(0, dot));
  const tenant = name.slice(dot + 1, dash);
  const id = name.slice(dash + 1);
  if (kind === undefined || !TENANT_ID.test(tenant) || !ID_PATTERNS[kind].test(id)) return undefined;
  return { kind, tenant, id };
}

function nameOf(kind: StreamKind, tenant: string, id: string): string {
  if (!ID_PATTERNS[kind].test(id)) {
    throw new TypeError(
      `Id ${JSON.stringify(id.slice(0, 200))} of a ${kind} should match ${ID_PATTERNS[kind].source}.`,
    );
  }
  return `${streamCategory(kind, tenant)}-${id}`;
}
