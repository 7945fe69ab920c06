import { join, resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { OpenAPI3 } from 'openapi-typescript' with { 'resolution-mode': 'import' };

/** The console's types: its calls, of the client's schemas. */
export const CONSOLE_TYPES_FILE = resolve(__dirname, '../..', join('apps/console/src/generated/api.types.ts'));

const HEAD = `// Generated from docs/reference/openapi.json by \`npm run api-types\`. Do not edit.

import type { components } from '../../../../libs/client/src/generated/api.types';

`;

const USED = new Set(['paths', 'operations']);

/** Text of the file of the console's types: what each call takes and answers. */
export async function consoleTypesText(document: OpenAPIObject): Promise<string> {
  const { default: openapiTypeScript, astToString } = await import('openapi-typescript');
  const types = await openapiTypeScript(callsOf(document), { immutable: true });
  const used = types.filter((type) => 'name' in type && USED.has((type as { name: { text: string } }).name.text));
  return `${HEAD}${astToString(used)}`;
}

interface Operation {
  readonly parameters?: readonly object[];
  readonly responses: Readonly<Record<string, Reply>>;
}

interface Reply {
  readonly content?: Readonly<Record<string, object>>;
}

/** Without headers and without problems, which are the same for all calls. */
function callsOf({ paths, components, ...document }: OpenAPIObject): OpenAPI3 {
  const calls = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations as Readonly<Record<string, Operation>>).map(([method, operation]) => [
        method,
        callOf(operation),
      ]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(calls), components: { schemas: components?.schemas } } as OpenAPI3;
}

function callOf({ parameters = [], responses, ...operation }: Operation): object {
  const replies = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    ...operation,
    parameters: parameters.filter((one) => 'in' in one && one.in !== 'header'),
    responses: Object.fromEntries(replies.map(([status, reply]) => [status, replyOf(reply)])),
  };
}

const JSON_TYPE = 'application/json';

/** The console reads JSON wherever there is a choice. */
function replyOf(reply: Reply): object {
  const json = reply.content?.[JSON_TYPE];
  return { ...reply, headers: {}, ...(json === undefined ? {} : { content: { [JSON_TYPE]: json } }) };
}
