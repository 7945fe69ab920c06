/** What cel-js tells of an expression that it does not compile. */
interface CelFault {
  readonly code?: unknown;
  /** One line; the message draws the source below it. */
  readonly summary?: unknown;
  readonly range?: { readonly start: number; readonly end: number };
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
