import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * The library writes OpenAPI 3.0's `nullable`, which 3.1 does not know: there, JSON Schema's own type `null` says it.
 * Request bodies of GET and an empty `content` are dropped as well.
 */
export function toOpenApi31(document: OpenAPIObject): OpenAPIObject {
  return converted(document) as OpenAPIObject;
}

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Record<string, unknown>;
  const members = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, converted(member)]));
  if (nullable !== true) return nullable === undefined || nullable === false ? members : { ...members, nullable };
  return withNull(members);
}

function withNull(schema: Record<string, unknown>): Record<string, unknown> {
  if (typeof schema['type'] === 'string') {
    const choices = Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {};
    return { ...schema, ...choices, type: [schema['type'], 'null'] };
  }
  if (Array.isArray(schema['oneOf']))
    return { ...schema, oneOf: [...(schema['oneOf'] as unknown[]), { type: 'null' }] };
  return schema;
}
