import {
  Type,
  type ObjectOptions,
  type SchemaOptions,
  type Static,
  type TObject,
  type TOptional,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from '@sinclair/typebox';
import { KEY_NAME, KEY_NAME_SHAPE } from '@ledger/access';
import { CSV_FORMULAS } from '@ledger/exchange';
import {
  ALIAS,
  ALIAS_LENGTH,
  DEFINITION_ID,
  MOST_ALIASES,
  OPERATION_COMMAND_PREFIX,
  SESSION_ID,
  TENANT_ID,
  TIMEOUT_COMMAND_PREFIX,
} from '@ledger/journey';
import { orNull } from '../openapi/schema-parts';
import { INSTANT_SHAPE } from './instants';

/** Completes "… must be" in the message on a field. A symbol, so that neither ajv nor the API document knows it. */
const SHAPE = Symbol('shape');

type Field<T> = (description: string, example?: T) => TUnsafe<T>;

function field<T>(shape: string, schema: SchemaOptions): Field<T> {
  return (description, example) =>
    Type.Unsafe<T>({
      ...schema,
      description,
      ...(example !== undefined && { examples: [example] }),
      [SHAPE]: shape,
    });
}

/** A field that a body may leave out; null counts as left out. */
export function optional<S extends TSchema>(schema: S): TOptional<TUnsafe<Static<S> | null>> {
  return Type.Optional(withShape(orNull(schema), shapeOf(schema)));
}

/** A field that says something by null: it must be there. */
export function nullable<S extends TSchema>(schema: S): TUnsafe<Static<S> | null> {
  return withShape(orNull(schema), `${shapeOf(schema)}, or null`);
}

function withShape<S extends TSchema>(schema: S, shape: string): S {
  return Object.assign(schema, { [SHAPE]: shape });
}

export function shapeOf(schema: TSchema | undefined): string {
  return String(schema?.[SHAPE as never] ?? 'what the API document says');
}

export const SESSION_ID_SHAPE =
  '1 to 128 letters, digits, dots, underscores, colons or dashes, beginning with a letter or digit';

/** Whether a text is a session id: the rule of path parameters too. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

export const sessionId = field<string>(SESSION_ID_SHAPE, { type: 'string', pattern: SESSION_ID.source });

/** Control characters and lone surrogates have no business in a name and break logs and exports. */
const PRINTABLE = '^[^\\p{Cc}\\p{Cs}]*$';

function textOf(longest: number, more: SchemaOptions = {}): Field<string> {
  return field(`a text of 1 to ${longest} characters without control characters`, {
    ...more,
    type: 'string',
    minLength: 1,
    maxLength: longest,
    pattern: PRINTABLE,
  });
}

/** A name: of a state, an event, a channel, a definition, a customer. */
const LONGEST_NAME = 128;
export const name = textOf(LONGEST_NAME);

/** Whether a text is a name: the rule of path parameters too. */
export function isName(text: string): boolean {
  return text.length >= 1 && text.length <= LONGEST_NAME && new RegExp(PRINTABLE, 'u').test(text);
}

/** Of a text that people write freely: it is refused with `CARD_DATA_REFUSED` where it has a payment card number in it. */
export const FREE_TEXT = 'x-free-text';

const LONGEST_SENTENCE = 1_000;
/** Also what only looks like nothing, such as a zero-width space, gives no reason. */
const SAYS_SOMETHING = '^(?![\\s\\p{Cf}]*$)[^\\p{Cc}\\p{Cs}]*$';

/** A sentence for people, such as a reason. */
export const sentence = field<string>(
  `a text of 1 to ${LONGEST_SENTENCE} characters without control characters, and not blank`,
  { type: 'string', minLength: 1, maxLength: LONGEST_SENTENCE, pattern: SAYS_SOMETHING, [FREE_TEXT]: true },
);

/** An opaque text that a reply gave. */
export const opaque = textOf(2_000);

/** An opaque text that a reply gave, and that may be long: it carries the figures that the reply used. */
export const token = textOf(200_000);

const LONGEST_COMMAND_ID = 200;
const RESERVED = [TIMEOUT_COMMAND_PREFIX, OPERATION_COMMAND_PREFIX];
/** What flow designers and platforms leave where a variable has no value: of Architect, Velocity, Liquid, JSONPath. */
const TEMPLATES = [
  '.*\\$!?\\{',
  '.*\\{\\{',
  '.*\\{%',
  '.*<%',
  '.*#\\{',
  '\\$!?[.A-Za-z_]',
  'undefined$',
  'null$',
  '\\[object ',
];
const COMMAND_ID = `^(?!${[...RESERVED, '\\s*$', ...TEMPLATES].join('|')})[^\\p{Cc}\\p{Cs}]*$`;

export const COMMAND_ID_SHAPE =
  `a text of 1 to ${LONGEST_COMMAND_ID} characters without control characters that begins with neither ` +
  `${RESERVED.join(' nor ')} and is filled in: neither blank nor a template such as \${input.commandId}`;

const PRINTABLE_ID = new RegExp(COMMAND_ID, 'u');

/** Whether a header holds a command id: the rule of the field too. */
export function isCommandId(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text.length <= LONGEST_COMMAND_ID && PRINTABLE_ID.test(text);
}

export const commandId = field<string>(COMMAND_ID_SHAPE, {
  type: 'string',
  minLength: 1,
  maxLength: LONGEST_COMMAND_ID,
  pattern: COMMAND_ID,
});

/** An alias that a template left unfilled would be the same for every customer. */
const FILLED_ALIAS = `^(?![^:]*:(?:${TEMPLATES.join('|')}))(?!${TEMPLATES.join('|')})${ALIAS.source.slice(1)}`;
const ALIAS_PATTERN = new RegExp(FILLED_ALIAS, 'u');

export const ALIAS_SHAPE =
  `platform:id of at most ${ALIAS_LENGTH} visible ASCII characters, such as genesys:conv-81, filled in: not a template ` +
  'such as ${conversation.id}';

/** Whether a text is an alias: the rule of path parameters too. */
export function isAlias(text: string): boolean {
  return ALIAS_PATTERN.test(text);
}

export const alias = field<string>(ALIAS_SHAPE, { type: 'string', pattern: FILLED_ALIAS });

export const aliases = field<readonly string[]>(
  `an array of at most ${MOST_ALIASES} aliases, each once and each ${ALIAS_SHAPE}`,
  {
    type: 'array',
    maxItems: MOST_ALIASES,
    uniqueItems: true,
    items: { type: 'string', pattern: FILLED_ALIAS, [SHAPE]: ALIAS_SHAPE },
  },
);

/** Each once, and at least one. */
export function words<const Word extends string>(
  all: readonly Word[],
  description: string,
  example?: readonly Word[],
): TUnsafe<readonly Word[]> {
  const shape = `an array of one or more of ${all.join(', ')}, each once`;
  const items = { type: 'string', enum: [...all], [SHAPE]: `one of ${all.join(', ')}` };
  return field<readonly Word[]>(shape, { type: 'array', minItems: 1, uniqueItems: true, items })(description, example);
}

const MOST_NAMES = 100;
const arrayOf = (items: string, item: SchemaOptions): Field<readonly string[]> =>
  field(`an array of 1 to ${MOST_NAMES} ${items}, each once`, {
    ...{ type: 'array', minItems: 1, maxItems: MOST_NAMES, uniqueItems: true },
    items: item,
  });

export const definitionIds = arrayOf('definition ids', {
  ...{ type: 'string', pattern: DEFINITION_ID.source },
  [SHAPE]: 'the id of a definition',
});

export const cidrs = arrayOf('networks such as 10.20.0.0/16', {
  ...{ type: 'string', pattern: '^[0-9a-fA-F.:]{2,45}/\\d{1,3}$' },
  [SHAPE]: 'a network such as 10.20.0.0/16 or 2001:db8::/32',
});

export const keyName = field<string>(KEY_NAME_SHAPE, { type: 'string', pattern: KEY_NAME.source });

export const tenant = field<string>('1 to 64 letters, digits or underscores, beginning with a letter or digit', {
  type: 'string',
  pattern: TENANT_ID.source,
});

function wholeNumber(shape: string, minimum: number, maximum: number): Field<number> {
  return field(shape, { type: 'integer', minimum, maximum });
}

export const pageSize = wholeNumber('a whole number from 1 to 1,000', 1, 1_000);
export const revisionsLimit = wholeNumber('a whole number from 1 to 5,000', 1, 5_000);
export const groupLimit = wholeNumber('a whole number from 1 to 100', 1, 100);
export const leaseSeconds = wholeNumber('a whole number of seconds from 1 to 86,400', 1, 86_400);
export const overlapSeconds = wholeNumber('a whole number of seconds from 0 to 2,592,000', 0, 2_592_000);
export const revision = wholeNumber('a revision: a whole number from 0', 0, Number.MAX_SAFE_INTEGER);
export const amount = wholeNumber('a whole number from 1', 1, Number.MAX_SAFE_INTEGER);
export const count = wholeNumber('a whole number from 0', 0, Number.MAX_SAFE_INTEGER);
export const version = wholeNumber('a version: a whole number from 1', 1, Number.MAX_SAFE_INTEGER);

export const factor = field<number>('a number from 1 to 1,000', { type: 'number', minimum: 1, maximum: 1_000 });

export const instant = field<string>(INSTANT_SHAPE, { type: 'string', format: 'date-time' });

/** Longer timeouts are refused by the domain too. */
const HUNDRED_YEARS_S = 100 * 366 * 86_400;

export const duration = field<string | number>('an ISO 8601 duration such as PT10M, or a number of seconds', {
  oneOf: [
    { type: 'string', format: 'duration' },
    { type: 'number', minimum: 0.001, maximum: HUNDRED_YEARS_S },
  ],
});

export const flag = field<boolean>('true or false', { type: 'boolean' });

/** A JSON object of any members. */
export function anyObject<T extends object>(description: string, example?: T): TUnsafe<T> {
  return field<T>('a JSON object', { type: 'object', additionalProperties: true })(description, example);
}

/** An object within a body; without `additionalProperties: true` it has no other fields. */
export function nested<P extends TProperties>(
  description: string,
  properties: P,
  options: ObjectOptions = { additionalProperties: false },
): TObject<P> {
  return withShape(Type.Object(properties, { description, ...options }), 'a JSON object');
}

export function choice<const Word extends string>(
  words: readonly Word[],
  description: string,
  example?: Word,
): TUnsafe<Word> {
  return field<Word>(`one of ${words.join(', ')}`, { type: 'string', enum: [...words] })(description, example);
}

/** A flag of a query, where everything is text. */
export const queryFlag = (description: string): TUnsafe<'true' | 'false'> => choice(['true', 'false'], description);

export const CSV_STYLE = {
  bom: Type.Optional(
    queryFlag('Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false.'),
  ),
  formulas: Type.Optional(
    choice(
      CSV_FORMULAS,
      'Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts ' +
        'unchanged, for programs. Default: defused.',
    ),
  ),
};

/** Parameters of a call that gives its rows as CSV too; `format` is for callers that cannot set the header Accept. */
export const CSV_QUERY = {
  format: Type.Optional(
    choice(['json', 'csv'], 'json, or csv with a header line. Default: what the header Accept asks for.'),
  ),
  ...CSV_STYLE,
};
