import {
  attemptStream,
  definitionStream,
  escalationStream,
  journeyStream,
  keysStream,
  operationStream,
  parseStream,
  streamCategory,
  tenantsStream,
  tenantProjectionsStream,
  tenantTimeoutsStream,
} from '../src';

describe('stream names', () => {
  it.each([
    [journeyStream('default', 'abc'), 'journey.default-abc', 'journey', 'default', 'abc'],
    [attemptStream('acme', 'a-b:c.d_e'), 'attempt.acme-a-b:c.d_e', 'attempt', 'acme', 'a-b:c.d_e'],
    [
      definitionStream('acme_2', 'Payment-Call'),
      'definition.acme_2-Payment-Call',
      'definition',
      'acme_2',
      'Payment-Call',
    ],
    [escalationStream('default', 's:1:7'), 'escalation.default-s:1:7', 'escalation', 'default', 's:1:7'],
    [operationStream('default', 'op-1'), 'operation.default-op-1', 'operation', 'default', 'op-1'],
    [keysStream('acme'), 'access.acme-keys', 'access', 'acme', 'keys'],
    [tenantsStream(), 'access.default-tenants', 'access', 'default', 'tenants'],
    [tenantTimeoutsStream('acme'), 'tenant.acme-timeouts', 'tenant', 'acme', 'timeouts'],
    [tenantProjectionsStream('acme'), 'tenant.acme-projections', 'tenant', 'acme', 'projections'],
  ])('%s', (name, expected, kind, tenant, id) => {
    expect(name).toBe(expected);
    expect(parseStream(name)).toEqual({ kind, tenant, id });
  });

  it('put the category before the first dash', () => {
    expect(streamCategory('journey', 'acme')).toBe('journey.acme');
    expect(journeyStream('acme', 'a-b').split('-', 1)).toEqual(['journey.acme']);
  });

  it.each(['', '../x', '-a', 'a b', 'a/b', 'a\n', 'é', 'x'.repeat(129)])('refuse the session id %j', (id) => {
    expect(() => journeyStream('default', id)).toThrow(TypeError);
  });

  it.each(['', 'a-b', '_a', 'a.b', 'x'.repeat(65)])('refuse the tenant %j', (tenant) => {
    expect(() => journeyStream(tenant, 'abc')).toThrow(TypeError);
  });

  it.each([
    '',
    'journey',
    'journey-abc',
    'journey.default',
    'other.default-abc',
    'journey.de.fault-abc',
    'journey.-abc',
    'journey.default-a b',
    '$settings',
    'constructor.default-a',
    'tenant.default-other',
    'access.default-other',
  ])('are not %j', (name) => {
    expect(parseStream(name)).toBeUndefined();
  });
});
