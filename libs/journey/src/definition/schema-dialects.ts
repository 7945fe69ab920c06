import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { RegExpEngine } from 'ajv/dist/types';

const OPTIONS = { strict: false, allErrors: true, verbose: true, logger: false, validateFormats: true } as const;

/** What judges schemas: compiling the schema of schemas takes fifty times as long as compiling a context's. */
const judges = { 'draft-07': new Ajv(OPTIONS), '2020-12': new Ajv2020(OPTIONS) };

/** What judges a schema by the schema of schemas that it names. */
export function judgeOf(schema: object): Ajv {
  return judges[dialectOf(schema)];
}

/** Each schema gets an instance of its own: what it names by `$id` is nothing to the next. */
export function validatorsOf(schema: object, engine: RegExpEngine): Ajv {
  const judged = { ...OPTIONS, validateSchema: false, code: { regExp: engine } };
  const ajv = dialectOf(schema) === 'draft-07' ? new Ajv(judged) : new Ajv2020(judged);
  addFormats(ajv);
  return ajv;
}

/** The keywords of the dialect that a schema is written in. */
export function keywordsOf(schema: object): ReadonlySet<string> {
  return keywords[dialectOf(schema)];
}

const keywords = {
  'draft-07': namesIn(judges['draft-07']),
  '2020-12': namesIn(judges['2020-12']),
};

function namesIn({ RULES }: Ajv): ReadonlySet<string> {
  return new Set([...Object.keys(RULES.keywords), '$anchor']);
}

function dialectOf(schema: object): keyof typeof judges {
  const name = '$schema' in schema && typeof schema.$schema === 'string' ? schema.$schema : '';
  return name.includes('draft-07') ? 'draft-07' : '2020-12';
}
