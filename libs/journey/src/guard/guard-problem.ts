/** What cel-js tells of an expression that it does not compile. */
interface CelFault {
  readonly code?: unknown;
  /** One line; the message draws the source below it. */
  readonly summary?: unknown;
  readonly range?: { readonly start: number; readonly end: number };
  /** The part of the expression that failed. */
  readonly node?: { readonly op?: unknown; readonly args?: unknown };
}

const TOKENS: ReadonlyMap<string, string> = new Map([
  ['EOF', 'the end'],
  ['IDENTIFIER', 'a name'],
  ['LPAREN', '"("'],
  ['RPAREN', '")"'],
  ['LBRACKET', '"["'],
  ['RBRACKET', '"]"'],
  ['LBRACE', '"{"'],
  ['RBRACE', '"}"'],
  ['COLON', '":"'],
  ['COMMA', '","'],
  ['DOT', '"."'],
]);

const LIMITS: ReadonlyMap<string, (limit: string) => string> = new Map([
  ['maxAstNodes', (limit) => `has more than ${limit} operands and operators; split it over several transitions`],
  ['maxDepth', (limit) => `is nested deeper than ${limit} levels`],
  ['maxListElements', (limit) => `has a list of more than ${limit} elements`],
  ['maxMapEntries', (limit) => `has a map of more than ${limit} entries`],
  ['maxCallArguments', (limit) => `calls a function with more than ${limit} arguments`],
]);

/** Words of other languages for what CEL writes as an operator. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['=', '=='],
  ['and', '&&'],
  ['or', '||'],
  ['&', '&&'],
  ['|', '||'],
  ['is', '=='],
]);

/** Why an expression does not compile: completes the sentence `The guard "…" …`. */
export function guardProblem(expression: string, error: unknown): string {
  const { code, range }: CelFault = typeof error === 'object' && error !== null ? error : {};
  const summary = celSummary(error);
  const at = range === undefined ? '' : ` at character ${range.start + 1}`;
  const found = range === undefined ? '' : expression.slice(range.start, range.end);
  switch (code) {
    case 'unexpected_token':
      return isAtEnd(expression, range) ? unfinished(expression) : `has an unexpected "${found}"${at}`;
    case 'expected_token': {
      const wanted = tokenName(/Expected (\w+)/.exec(summary)?.[1]);
      return isAtEnd(expression, range) ? `lacks ${wanted} at its end` : `has "${found}"${at} where ${wanted} belongs`;
    }
    case 'unexpected_character': {
      const operator = OPERATORS.get(found);
      return `has an unexpected "${found}"${at}${operator === undefined ? '' : `; write "${operator}"`}`;
    }
    case 'unterminated_string':
      return `has a text that begins${at} and lacks its closing quote`;
    case 'unknown_variable':
      return `reads ${found}, which does not exist; a guard can read context, channel, now and visits(state)`;
    case 'no_matching_overload':
      return unknownCall(summary);
    case 'no_such_overload':
      return `has ${summary.replace(/^no such overload: /, '')}, which CEL does not define for these types`;
    case 'limit_exceeded': {
      const [, name = '', limit = ''] = /Exceeded (\w+) \((\d+)\)/.exec(summary) ?? [];
      return LIMITS.get(name)?.(limit) ?? `is too large: ${summary}`;
    }
    default:
      return `does not compile: ${summary}${at}`;
  }
}

/** The one-line summary of an error of CEL. */
export function celSummary(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const text = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
  return (text.split('\n', 1)[0] ?? '').slice(0, 300);
}

/** Faults whose summary has the value that led to them, and what is said in its place. */
const WITHOUT_VALUE: ReadonlyMap<unknown, string> = new Map([
  ['no_such_key', 'No such key'],
  ['index_out_of_bounds', 'No such key: index out of bounds'],
  ['field_type_mismatch', 'A field is of another type'],
  ['list_item_type_mismatch', 'A list item is of another type'],
  ['bool_conversion_error', 'bool() conversion error: invalid string value'],
  ['invalid_duration', 'Invalid duration string'],
  ['invalid_regular_expression', 'Invalid regular expression'],
  ['numeric_overflow', 'integer overflow'],
]);

/**
 * Why an expression that compiles cannot be evaluated. It never holds a value that was read, which may be personal data,
 * and is stored with a refused command: it names what the expression itself names.
 */
export function evaluationProblem(error: unknown): string {
  const { code, node }: CelFault = typeof error === 'object' && error !== null ? error : {};
  if (code === 'no_such_key' && namesItsKey(node)) return celSummary(error);
  return WITHOUT_VALUE.get(code) ?? (error instanceof RangeError ? 'Invalid argument' : celSummary(error));
}

/** `context.a` and `context['a']`, unlike `context.a[context.b]`. */
function namesItsKey({ op, args }: NonNullable<CelFault['node']> = {}): boolean {
  if (op === '.' || op === '.?') return true;
  const key: unknown = Array.isArray(args) ? args[1] : undefined;
  return typeof key === 'object' && key !== null && 'op' in key && key.op === 'value';
}

function isAtEnd(expression: string, range: CelFault['range']): boolean {
  return range === undefined || range.start >= expression.trimEnd().length;
}

function unfinished(expression: string): string {
  const last = /(?:[&|=!<>]{1,2}|[-+*/%?:,.([{]|\bin)$/.exec(expression.trimEnd());
  return last === null ? 'is empty; write an expression' : `ends after "${last[0]}"; an expression is missing`;
}

function tokenName(token: string | undefined): string {
  return TOKENS.get(token ?? '') ?? token ?? 'something else';
}

function unknownCall(summary: string): string {
  const call = /'(.+)'/.exec(summary)?.[1] ?? 'a function';
  if (call.startsWith('visits(')) return `calls ${call}; visits takes one state id, as in visits('IDENTIFY')`;
  return `calls ${call}, which does not exist with these arguments`;
}
