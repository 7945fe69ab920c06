import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { OpenAPI3 } from 'openapi-typescript' with { 'resolution-mode': 'import' };
import { readConfig } from '../../apps/ledger/src/config/read-config';
import { createApp } from '../../apps/ledger/src/ledger';
import { apiDocument } from '../../apps/ledger/src/openapi/api-document';

const ROOT = resolve(__dirname, '..', '..');

/** The API document as it is kept in the repository, so that a change of the API shows in review. */
export const DOCUMENT_FILE = join(ROOT, 'docs/reference/openapi.json');

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

/** Text of the file of the client's types. */
export async function clientTypesText(document: OpenAPIObject): Promise<string> {
  // Its declarations for `require` export both a default and names, which the compiler takes or refuses by chance.
  const { default: openapiTypeScript, astToString } = await import('openapi-typescript');
  const types = await openapiTypeScript(document as unknown as OpenAPI3, { immutable: true });
  return `// Generated from docs/reference/openapi.json by \`npm run api-types\`. Do not edit.\n\n${astToString(types)}`;
}
