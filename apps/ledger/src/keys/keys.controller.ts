import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DEFAULT_TENANT, KeyCatalog, type KeyOutcome, type KeyStatus } from '@ledger/access';
import { defined } from '@ledger/plain-data';
import { CLOCK, type Clock } from '@ledger/runtime';
import { LedgerAccess } from '../access/ledger-access';
import { ShippedDefinitions } from '../definitions/shipped-definitions';
import { body } from '../http/body.pipe';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { operatorCaller } from '../http/operator-caller';
import { Problem } from '../http/problem';
import { query } from '../http/query.pipe';
import type { Given } from '../http/validated';
import { KeyBody, KeyQuery, KeysQuery, RevocationBody, RotationBody } from './key.bodies';
import type { KeyDetails, KeyList, NewKey, RevokedKey } from './key.schemas';
import { historyOf, keyChangeView, keyView, settled, type KeyViewing } from './key.view';
import { KEY_CALLS } from './keys.api';

@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly catalog: KeyCatalog,
    private readonly access: LedgerAccess,
    private readonly shipped: ShippedDefinitions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @KEY_CALLS.create
  async create(
    @Incoming() call: IncomingCall,
    @Query(query(KeyQuery)) asked: Given<typeof KeyQuery>,
    @Body(body(KeyBody)) given: Given<typeof KeyBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewKey> {
    const tenant = tenantOf(call, asked);
    const { name, owner, scopes, definitions, cidrs, environment, expiresAt, reason } = given;
    const terms = {
      ...{ name, owner, environment: environment ?? 'live', scopes: [...new Set(scopes)] },
      ...defined({ definitions: definitions ?? undefined, cidrs: cidrs ?? undefined }),
    } as const;
    const creation = {
      terms,
      ...defined({ expiresAt: expiresAt == null ? undefined : instant(expiresAt), reason: reason ?? undefined }),
    };
    const outcome = await this.catalog.create(tenant, creation, operatorCaller(call, given));
    if (outcome.kind === 'changed' && outcome.change.revision === 0) await this.shipped.publishIn(tenant);
    const made = await this.made('CREATED', tenant, outcome, reply);
    reply.code(made.secret === null ? 200 : 201);
    if (made.secret !== null) reply.header('location', `/v1/keys/${made.key.keyId}`);
    return made;
  }

  @Get()
  @KEY_CALLS.list
  async list(
    @Incoming() call: IncomingCall,
    @Query(query(KeysQuery)) asked: Given<typeof KeysQuery>,
  ): Promise<KeyList> {
    const tenant = tenantOf(call, asked);
    const [stream, viewing] = await Promise.all([this.catalog.list(tenant), this.viewing(tenant)]);
    const keys = [...(stream?.keys.values() ?? [])].map((key) => keyView(key, viewing));
    const isAskedFor = (status: KeyStatus): boolean => asked.status === undefined || status === asked.status;
    const holders = tenant === DEFAULT_TENANT && isAskedFor('active') ? this.access.bootstrapKeys.holders : [];
    return {
      revision: Number(stream?.revision ?? -1n),
      keys: keys.filter(({ status }) => isAskedFor(status)),
      fromSettings: holders.map(({ clientId, scopes }) => ({ clientId, scopes: [...scopes] })),
    };
  }

  @Get(':keyId')
  @KEY_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('keyId') keyId: string,
    @Query(query(KeyQuery)) asked: Given<typeof KeyQuery>,
  ): Promise<KeyDetails> {
    const tenant = tenantOf(call, asked);
    const stream = await this.catalog.list(tenant);
    const key = stream?.keys.get(keyId);
    if (stream === undefined || key === undefined) throw keyNotFound(keyId);
    return { ...keyView(key, await this.viewing(tenant)), history: historyOf(stream, keyId) };
  }

  @Post(':keyId/rotate')
  @HttpCode(200)
  @KEY_CALLS.rotate
  async rotate(
    @Incoming() call: IncomingCall,
    @Param('keyId') keyId: string,
    @Query(query(KeyQuery)) asked: Given<typeof KeyQuery>,
    @Body(body(RotationBody)) given: Given<typeof RotationBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewKey> {
    const tenant = tenantOf(call, asked);
    const { overlapSeconds, expiresAt, reason } = given;
    const rotation = {
      keyId,
      ...defined({
        overlapSeconds: overlapSeconds ?? undefined,
        expiresAt: expiresAt == null ? undefined : instant(expiresAt),
        reason: reason ?? undefined,
      }),
    };
    return this.made(
      'ROTATED',
      tenant,
      await this.catalog.rotate(tenant, rotation, operatorCaller(call, given)),
      reply,
    );
  }

  @Post(':keyId/revoke')
  @HttpCode(200)
  @KEY_CALLS.revoke
  async revoke(
    @Incoming() call: IncomingCall,
    @Param('keyId') keyId: string,
    @Query(query(KeyQuery)) asked: Given<typeof KeyQuery>,
    @Body(body(RevocationBody)) given: Given<typeof RevocationBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RevokedKey> {
    const tenant = tenantOf(call, asked);
    const { reason } = given;
    const { kind, key, change } = settled(
      await this.catalog.revoke(tenant, { keyId, reason }, operatorCaller(call, given)),
    );
    if (kind === 'repeated') reply.header('idempotency-replayed', 'true');
    return {
      outcome: kind === 'unchanged' ? 'UNCHANGED' : 'REVOKED',
      key: keyView(key, await this.viewing(tenant)),
      change: keyChangeView(change),
    };
  }

  private async made(
    outcome: NewKey['outcome'],
    tenant: string,
    result: KeyOutcome,
    reply: FastifyReply,
  ): Promise<NewKey> {
    const { kind, key, change, secret } = settled(result);
    if (kind === 'repeated') reply.header('idempotency-replayed', 'true');
    // It holds a secret: no cache keeps it.
    reply.header('cache-control', 'no-store');
    return {
      outcome,
      key: keyView(key, await this.viewing(tenant)),
      secret: secret ?? null,
      change: keyChangeView(change),
    };
  }

  private async viewing(tenant: string): Promise<KeyViewing> {
    return { tenant, now: this.clock.now().toISOString(), lastUses: await this.access.uses.lastUses(tenant) };
  }
}

/** The administrators of the tenant `default` run the installation: they manage the keys of all tenants. */
function tenantOf(call: IncomingCall, { tenant }: { readonly tenant?: string }): string {
  if (tenant === undefined || tenant === call.tenant || call.tenant === DEFAULT_TENANT) return tenant ?? call.tenant;
  throw new Problem(
    'FORBIDDEN',
    `A key of the tenant ${call.tenant} manages the keys of that tenant alone; omit the parameter tenant.`,
  );
}

function keyNotFound(keyId: string): Problem {
  const id = JSON.stringify(keyId.slice(0, 64));
  return new Problem('KEY_NOT_FOUND', `There is no key ${id}; GET /v1/keys lists them.`);
}
