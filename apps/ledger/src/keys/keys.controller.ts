import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  DEFAULT_TENANT,
  KeyCatalog,
  keyCreation,
  keyDetailsView,
  keyListView,
  keyRevocation,
  keyRotation,
  newKeyView,
  revokedKeyView,
  type KeyOutcome,
  type KeyStatus,
  type KeyViewing,
} from '@ledger/access';
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
import { KEY_CALLS } from './keys.api';
import { settled } from './settled-key';

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
    const creation = keyCreation({ ...given, ...expiryOf(given) });
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
    const { keys, ...list } = keyListView(stream, viewing, this.access.hasOtherAdmins);
    const isAskedFor = (status: KeyStatus): boolean => asked.status === undefined || status === asked.status;
    const holders = tenant === DEFAULT_TENANT && isAskedFor('active') ? this.access.bootstrapKeys.holders : [];
    return {
      ...list,
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
    const details = keyDetailsView(await this.catalog.list(tenant), keyId, await this.viewing(tenant));
    if (details === undefined) throw keyNotFound(keyId);
    return details;
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
    const rotation = keyRotation(keyId, { ...given, ...expiryOf(given) });
    const outcome = await this.catalog.rotate(tenant, rotation, operatorCaller(call, given));
    return this.made('ROTATED', tenant, outcome, reply);
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
    const revocation = keyRevocation(keyId, given);
    const revoked = settled(await this.catalog.revoke(tenant, revocation, operatorCaller(call, given)));
    if (revoked.kind === 'repeated') reply.header('idempotency-replayed', 'true');
    return revokedKeyView(revoked, await this.viewing(tenant));
  }

  private async made(
    outcome: NewKey['outcome'],
    tenant: string,
    result: KeyOutcome,
    reply: FastifyReply,
  ): Promise<NewKey> {
    const made = settled(result);
    if (made.kind === 'repeated') reply.header('idempotency-replayed', 'true');
    // It holds a secret: no cache keeps it.
    reply.header('cache-control', 'no-store');
    return newKeyView(outcome, made, await this.viewing(tenant));
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

function expiryOf({ expiresAt }: { readonly expiresAt?: string | null }): { readonly expiresAt?: string } {
  return expiresAt == null ? {} : { expiresAt: instant(expiresAt) };
}

function keyNotFound(keyId: string): Problem {
  const id = JSON.stringify(keyId.slice(0, 64));
  return new Problem('KEY_NOT_FOUND', `There is no key ${id}; GET /v1/keys lists them.`);
}
