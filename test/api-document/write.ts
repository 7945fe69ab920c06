import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DOCUMENT_FILE } from '../support/api-document';
import { CONSOLE_TYPES_FILE, consoleTypesText } from './console-types';
import { CLIENT_TYPES_FILE, clientTypesText, documentOfTheCode, documentText } from './generated-files';

/** Writes the API document of the code and the types of the client and of the console that follow from it. */
async function main(): Promise<void> {
  const document = await documentOfTheCode();
  write(DOCUMENT_FILE, documentText(document));
  write(CLIENT_TYPES_FILE, await clientTypesText(document));
  write(CONSOLE_TYPES_FILE, await consoleTypesText(document));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

void main();
