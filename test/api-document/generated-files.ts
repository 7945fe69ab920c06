import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { OpenAPI3 } from 'openapi-typescript' with { 'resolution-mode': 'import' };
import { readConfig } from '../../apps/ledger/src/config/read-config';
import { createApp } from '../../apps/ledger/src/ledger';
import { apiDocument } from '../../apps/ledger/src/openapi/api-document';

const ROOT = resolve(__dirname, '..', '..');

/** The client's types. */
export const CLIENT_TYPES_FILE = join(ROOT, 'libs/client/src/generated/api.types.ts');

/** The document of the server's code: the stores are opened in a folder that goes again, and nothing listens. */
export async function documentOfTheCode(): Promise<OpenAPIObject> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ledger-document-'));
  try {
    const app = await createApp(readConfig({ DATA_DIR: dataDir, ROLES: 'api', LOG_LEVEL: 'silent' }));
    try {
      return apiDocument(app);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Text of the document's file. */
export function documentText(document: OpenAPIObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

const USED = new Set(['components', 'operations']);

/** Text of the file of the client's types: the schemas, and what each call takes as its query. */
export async function clientTypesText(document: OpenAPIObject): Promise<string> {
  // Its declarations for `require` export both a default and names, which the compiler takes or refuses by chance.
  const { default: openapiTypeScript, astToString } = await import('openapi-typescript');
  const types = await openapiTypeScript(queriesOf(document), { immutable: true });
  const used = types.filter((type) => 'name' in type && USED.has((type as { name: { text: string } }).name.text));
  return `// Generated from docs/reference/openapi.json by \`npm run api-types\`. Do not edit.\n\n${astToString(used)}`;
}

/** The document with the queries of its calls alone: the schemas say what bodies and replies are. */
function queriesOf({ paths, components, ...document }: OpenAPIObject): OpenAPI3 {
  const queries = Object.entries(paths).map(([path, operations]) => {
    const asked = Object.entries(operations as Readonly<Record<string, Operation>>).flatMap(([method, operation]) => {
      const parameters = (operation.parameters ?? []).filter((one) => 'in' in one && one.in === 'query');
      const { operationId } = operation;
      return parameters.length === 0 ? [] : [[method, { operationId, parameters, responses: {} }] as const];
    });
    return [path, Object.fromEntries(asked)] as const;
  });
  const schemas = components?.schemas;
  return { ...document, paths: Object.fromEntries(queries), components: { schemas } } as unknown as OpenAPI3;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly object[];
}
