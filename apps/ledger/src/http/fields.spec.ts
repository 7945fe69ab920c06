import { readFileSync } from 'node:fs';
import { isCommandId } from './fields';

interface Schema {
  readonly type?: string;
  readonly enum?: unknown;
  readonly pattern?: string;
}

/** Each place of the API document where a caller writes a reason, with its schema. */
function reasonsIn(node: unknown, place: string): (readonly [place: string, schema: Schema])[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, inner]: [string, unknown]) => {
    const parameter = inner as { readonly name?: string; readonly schema?: Schema };
    const found = ['reason', 'note'].includes(name) ? [textIn(inner as Schema)] : [];
    if (parameter?.name === 'reason' && parameter.schema !== undefined) found.push(textIn(parameter.schema));
    return [
      ...found.flatMap((schema) => (schema === undefined ? [] : [[`${place}/${name}`, schema] as const])),
      ...reasonsIn(inner, `${place}/${name}`),
    ];
  });
}

/** A text that may be null counts as the text; a word of a list is not meant. */
function textIn(schema: Schema & { readonly anyOf?: readonly Schema[] }): Schema | undefined {
  return [schema, ...(schema.anyOf ?? [])].find((each) => each.type?.includes('string') && each.enum === undefined);
}

describe('reasons that callers write', () => {
  const { paths, components } = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  };
  const sent = Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(calls).flatMap(([method, { requestBody, parameters }]) => {
      const name = /"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(requestBody ?? null))?.[1] ?? '';
      return reasonsIn({ parameters, requestBody, body: components.schemas[name] }, `${method} ${path}`);
    }),
  );

  it('are found in the API document', () => expect(sent.length).toBeGreaterThan(15));

  it.each(sent)('say something: %s', (_, { pattern = '' }) => {
    const rule = new RegExp(pattern, 'u');
    const taken = ['', ' ', '\u00a0\u3000', '\u200b', ' \u2060 ', 'a', ' a '].filter((text) => rule.test(text));
    expect(taken).toEqual(['a', ' a ']);
  });
});

describe('command ids of timeouts and operations', () => {
  it.each([
    ['timeout:3', true],
    ['timeout:anything', true],
    ['operation:4711', true],
    ['operations', false],
    ['timeouts', false],
    ['my-timeout:3', false],
  ])('%s is reserved: %s', (commandId, reserved) => {
    expect(isCommandId(commandId)).toBe(!reserved);
  });
});
