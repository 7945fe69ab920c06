import { neededScope } from './needed-scope';

describe('neededScope', () => {
  it.each([
    ['GET', '/health/live', 'open'],
    ['GET', '/metrics', 'open'],
    ['GET', '/docs', 'open'],
    ['GET', '/docs/static/index.html', 'open'],
    ['GET', '/openapi.json', 'open'],
    ['GET', '/problems/:code', 'open'],
    ['POST', '/metrics', 'statestore.write'],
    ['GET', '/metricsandmore', 'statestore.read'],
    ['POST', '/v1/journeys', 'statestore.write'],
    ['GET', '/v1/journeys/:sessionId', 'statestore.read'],
    ['PATCH', '/v1/journeys/:sessionId/context', 'statestore.write'],
    ['POST', '/v1/journeys/:sessionId/deadline', 'operations.write'],
    ['POST', '/v1/journeys/:sessionId/move', 'operations.write'],
    ['POST', '/v1/journeys/:sessionId/migrate', 'operations.write'],
    ['GET', '/v1/operations/:operationId', 'statestore.read'],
    ['POST', '/v1/operations', 'operations.write'],
    ['POST', '/v1/operations/:operationId/cancel', 'operations.write'],
    ['POST', '/v1/commands', 'statestore.write'],
    ['PUT', '/api/v2/datastores/:datastoreId/records/:sessionId', 'statestore.write'],
    ['POST', '/v1/flow/status', 'statestore.read'],
    ['POST', '/v1/flow/ensure', 'statestore.write'],
    ['POST', '/v1/definitions', 'definitions.write'],
    ['POST', '/v1/definitions/check', 'statestore.read'],
    ['GET', '/v1/definitions/:id/versions/:version', 'statestore.read'],
    ['PUT', '/v1/definitions/:id/timeouts/:stateId', 'operations.write'],
    ['POST', '/v1/escalations/:id/claim', 'operations.write'],
    ['GET', '/v1/analytics/transitions', 'analytics.read'],
    ['GET', '/v1/exports/log.xes', 'analytics.read'],
    ['GET', '/v1/projections', 'analytics.read'],
    ['POST', '/v1/projections/:name/rebuild', 'admin'],
    ['GET', '/v1/events', 'audit.read'],
    ['GET', '/v1/audit/verification', 'audit.read'],
  ])('%s %s asks for %s', (method, route, scope) => {
    expect(neededScope(method, route)).toBe(scope);
  });
});
