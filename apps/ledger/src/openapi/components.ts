import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Readonly<Record<string, unknown>>;

/** Puts schemas with an `$id` among the components; in code they are nested, so that the compiler knows their types. */
export function withComponents(document: object): OpenAPIObject {
  const schemas = new Map<string, unknown>();
  // Drops TypeBox's marks, which are symbols.
  const plain = hoisted(JSON.parse(JSON.stringify(document)), schemas) as Json & { readonly components: Json };
  const named = Object.fromEntries([...schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  return { ...plain, components: { schemas: named, ...plain.components } } as unknown as OpenAPIObject;
}

function hoisted(value: unknown, schemas: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoisted(item, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const { $id: name, ...members } = value as Json;
  if (typeof name !== 'string') return hoistedMembers(value as Json, schemas);
  const schema = hoistedMembers(members, schemas);
  const known = schemas.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new TypeError(`Two schemas have the name ${name}.`);
  }
  schemas.set(name, schema);
  return { $ref: `#/components/schemas/${name}` };
}

function hoistedMembers(members: Json, schemas: Map<string, unknown>): Json {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, hoisted(member, schemas)]));
}
