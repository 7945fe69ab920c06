import {
  Type,
  type Static,
  type TArray,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from '@sinclair/typebox';

/** A reply as its schema describes it: the one source of its type. Nothing changes a reply that was made. */
export type Reply<S extends TSchema> = Immutable<Static<S>>;

/** Objects with any names, such as contexts, stay as they are declared: their values may be nested without end. */
type Immutable<T> = T extends (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? string extends keyof T
      ? T
      : { readonly [Name in keyof T]: Immutable<T[Name]> }
    : T;

/** An object that the API document names. It has these properties and no others. */
export function component<P extends TProperties>(name: string, description: string, properties: P): TObject<P> {
  return Type.Object(properties, { $id: name, description, additionalProperties: false });
}

export function object<P extends TProperties>(description: string, properties: P): TObject<P> {
  return Type.Object(properties, { description, additionalProperties: false });
}

export const text = (description: string) => Type.String({ description });
export const flag = (description: string) => Type.Boolean({ description });
export const number = (description: string) => Type.Number({ description });
export const count = (description: string) => Type.Integer({ description, minimum: 0 });
export const version = (description: string) => Type.Integer({ description, minimum: 1 });

/** RFC 3339 in UTC with milliseconds, as the ledger writes all times. */
export const instant = (description: string) => Type.String({ description, format: 'date-time' });

/** Lower-case hexadecimal SHA-256. */
export const hash = (description: string) => Type.String({ description, pattern: '^[0-9a-f]{64}$' });

export const list = <S extends TSchema>(description: string, items: S) => Type.Array(items, { description });

/** One of the words of a list, which the domain has. */
export function choice<const Word extends string>(words: readonly Word[], description: string): TUnsafe<Word> {
  return Type.Unsafe<Word>({ type: 'string', enum: [...words], description });
}

/** JSON whose members the ledger does not fix, such as a context. */
export function anyObject<T extends object>(description: string): TUnsafe<T> {
  return Type.Unsafe<T>({ type: 'object', additionalProperties: true, description });
}

/** An object with any names and one kind of value. */
export function valuesByName<S extends TSchema>(description: string, values: S): TUnsafe<Record<string, Static<S>>> {
  return Type.Unsafe<Record<string, Static<S>>>({ type: 'object', additionalProperties: values, description });
}

export function orNull<S extends TSchema>(schema: S): TUnsafe<Static<S> | null> {
  const { $id, type, enum: words, description } = schema as TSchema & { enum?: readonly unknown[]; type?: string };
  // JSON Schema keeps siblings of a reference apart, so that one cannot have a second type.
  if ($id !== undefined || type === undefined) {
    return Type.Unsafe<Static<S> | null>({ description, anyOf: [schema, { type: 'null' }] });
  }
  return Type.Unsafe<Static<S> | null>({
    ...schema,
    type: [type, 'null'],
    ...(words && { enum: [...words, null] }),
  });
}

export const NEXT_CURSOR = Type.Optional(
  text('Asks for the next page, as the query parameter cursor. Absent on the last page.'),
);

/** One page of a list, which has its rows under this name. */
export function page<Name extends string, S extends TSchema>(component: string, name: Name, rows: S) {
  const properties = { [name]: list('The rows of this page.', rows) } as Record<Name, TArray<S>>;
  return Type.Object(
    { ...properties, nextCursor: NEXT_CURSOR },
    { $id: component, description: 'One page of a list.', additionalProperties: false },
  );
}

/** A text of many JSON values: a line, or the data of an event, for each. `x-itemSchema` is OpenAPI 3.2's `itemSchema`. */
export function stream(description: string, item: TSchema): TUnsafe<string> {
  return Type.Unsafe<string>({ type: 'string', description, 'x-itemSchema': item });
}

/** Beside a context, the inputs of a guard, or what an event set. */
export const MASKED = Type.Optional(
  list(
    'Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was.',
    text('Name of a property; card.last4 within another one, phones[].number within each item of a list.'),
  ),
);

/** One schema for each property of a type of the libraries: the compiler refuses one too many and one too few. */
export type PropertiesOf<T> = Readonly<Record<keyof T, TSchema>>;

/** Who did it, as every event records it. */
export const ACTOR = component('Actor', 'Who sent a command.', {
  subject: text('Who it was; anonymous without authentication.'),
  clientId: Type.Optional(text('Client whose credentials were used.')),
  kind: text('caller, operator, saga or import.'),
});

export const ALIASES_NOT_ADDED = Type.Optional(
  list(
    'Of a start: the aliases that it asked for and the journey does not have, since a journey that is resumed stays as ' +
      'it is: add them with POST /v1/journeys/{sessionId}/aliases. Absent if it has all.',
    text('platform:id.'),
  ),
);
