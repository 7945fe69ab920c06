/** A JSON Schema, as far as the API document goes. */
export type Schema = Readonly<Record<string, unknown>>;

export const text = { type: 'string' } as const;
export const textOrNull = { type: ['string', 'null'] } as const;
export const flag = { type: 'boolean' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
export const instant = { type: 'string', format: 'date-time' } as const;
export const anyObject = { type: 'object', additionalProperties: true } as const;

/** An object all of whose properties are there, but for those named. */
export function object(properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []): Schema {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) };
}
