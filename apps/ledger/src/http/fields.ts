import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { checkedField } from './field-checks';
import { CSV_FORMULAS } from '@ledger/exchange';
import { parseDuration, SESSION_ID } from '@ledger/journey';
import { isReservedCommandId } from '@ledger/command-handling';
import { INSTANT_SHAPE, parseInstant } from './instants';

/** A field's rule, said once: what is accepted, how a message puts it, and its schema in the API description. */
interface FieldRule {
  readonly accepts: (value: unknown) => boolean;
  /** Completes "… should be". */
  readonly shape: string;
  readonly schema: ApiPropertyOptions;
}

export interface FieldOptions {
  readonly description: string;
  readonly example?: unknown;
  /** May be left out; null counts as left out. */
  readonly optional?: boolean;
  /** Must be there and may be null, which says something of its own. */
  readonly nullable?: boolean;
}

type Field = (options: FieldOptions) => PropertyDecorator;

/** Whether a text is a session id: the rule of path parameters too. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

export const SESSION_ID_SHAPE =
  '1 to 128 letters, digits, dots, underscores, colons or dashes, beginning with a letter or digit';

function field(rule: FieldRule): Field {
  return ({ description, example, optional = false, nullable = false }) => {
    const accepts = (value: unknown): boolean => (nullable && value === null) || rule.accepts(value);
    return applyDecorators(
      checkedField((value) => (optional && value == null) || accepts(value)),
      ApiProperty({
        description,
        required: !optional,
        ...(optional || nullable ? { nullable: true } : {}),
        ...(example === undefined ? {} : { example }),
        ...rule.schema,
      } as ApiPropertyOptions),
      ...(optional ? [IsOptional()] : []),
      ValidateBy({
        name: 'field',
        validator: {
          validate: accepts,
          defaultMessage: (failed) =>
            `${failed?.property ?? 'The field'} should be ${rule.shape}${nullable ? ', or null' : ''}.`,
        },
      }),
    );
  };
}

function text(longest: number): FieldRule {
  // Control characters and lone surrogates have no business in a name and break logs and exports.
  const pattern = new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${longest}}$`, 'u');
  return {
    accepts: (value) => typeof value === 'string' && pattern.test(value),
    shape: `a text of 1 to ${longest} characters without control characters`,
    schema: { type: 'string', minLength: 1, maxLength: longest },
  };
}

const commandIdText = text(200);

export const COMMAND_ID_SHAPE =
  'a text of 1 to 200 characters without control characters that begins with neither timeout: nor operation:';

export function isCommandId(value: unknown): value is string {
  return commandIdText.accepts(value) && !isReservedCommandId(value as string);
}

export const SessionIdField = field({
  accepts: (value) => typeof value === 'string' && SESSION_ID.test(value),
  shape: SESSION_ID_SHAPE,
  schema: { type: 'string', pattern: SESSION_ID.source },
});

export const CommandIdField = field({
  accepts: isCommandId,
  shape: COMMAND_ID_SHAPE,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
});

/** A name: of a state, an event, a channel, a definition, a customer. */
export const NameField = field(text(128));

/** An opaque text that a reply gave. */
export const TextField = field(text(2000));

/** An opaque text that a reply gave, and that may be long: it carries what the reply went by. */
export const TokenField = field(text(200_000));

export const FactorField = field({
  accepts: (value) => typeof value === 'number' && value >= 1 && value <= 1000,
  shape: 'a number from 1 to 1000',
  schema: { type: 'number', minimum: 1, maximum: 1000 },
});

export const PageSizeField = field({
  accepts: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1000,
  shape: 'a whole number from 1 to 1000',
  schema: { type: 'integer', minimum: 1, maximum: 1000 },
});

/** Seconds that a claim of an escalation lasts. */
export const LeaseField = field({
  accepts: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 86_400,
  shape: 'a whole number of seconds from 1 to 86400',
  schema: { type: 'integer', minimum: 1, maximum: 86_400 },
});

/** A sentence for people. */
export const SentenceField = field(text(1000));

export const RevisionField = field({
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  shape: 'a revision: a whole number from 0',
  schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
});

export const VersionField = field({
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
  shape: 'a version: a whole number from 1',
  schema: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
});

export const InstantField = field({
  accepts: (value) => typeof value === 'string' && parseInstant(value) !== undefined,
  shape: INSTANT_SHAPE,
  schema: { type: 'string', format: 'date-time' },
});

export const DurationField = field({
  accepts: (value) => parseDuration(value).ok,
  shape: 'an ISO 8601 duration such as PT10M, or seconds',
  schema: {
    oneOf: [
      { type: 'string', format: 'duration' },
      { type: 'number', minimum: 0 },
    ],
  },
});

export const FlagField = field({
  accepts: (value) => typeof value === 'boolean',
  shape: 'true or false',
  schema: { type: 'boolean' },
});

/** A free-form JSON object. */
export const ObjectField = field({
  accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  shape: 'a JSON object',
  schema: { type: 'object', additionalProperties: true },
});

/** One of a few words. */
export function ChoiceField(options: FieldOptions & { readonly of: readonly string[] }): PropertyDecorator {
  return field({
    accepts: (value) => typeof value === 'string' && options.of.includes(value),
    shape: `one of ${options.of.join(', ')}`,
    schema: { type: 'string', enum: [...options.of] },
  })(options);
}

/** The media type of a table, for those who cannot say it by a header. */
export const FormatField = ChoiceField({
  description: 'json, or csv with a header line; where absent, as Accept has it.',
  of: ['json', 'csv'],
  optional: true,
});

/** Whether a CSV file begins with a byte order mark. */
export const BomField = ChoiceField({
  description: 'Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false.',
  of: ['true', 'false'],
  optional: true,
});

/** What becomes of texts that a spreadsheet would run. */
export const FormulasField = ChoiceField({
  description:
    'Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts ' +
    'unchanged, for programs. Default: defused.',
  of: CSV_FORMULAS,
  optional: true,
});
