import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DOCUMENT_FILE } from '../support/api-document';
import { CONSOLE_TYPES_FILE, consoleTypesText } from './console-types';
import { CLIENT_TYPES_FILE, clientTypesText, documentOfTheCode, documentText } from './generated-files';

/** Compared line by line in what Jest prints; `npm run api-types` mends it. */
const linesOf = (text: string): string[] => text.split('\n');

describe('the generated files of the API', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = await documentOfTheCode();
  });

  it('hold the API document of the code as it stands', () => {
    expect(linesOf(readFileSync(DOCUMENT_FILE, 'utf8'))).toEqual(linesOf(documentText(document)));
  });

  it('hold the client’s types of that document', async () => {
    expect(linesOf(readFileSync(CLIENT_TYPES_FILE, 'utf8'))).toEqual(linesOf(await clientTypesText(document)));
  });

  it('hold the console’s types of that document', async () => {
    expect(linesOf(readFileSync(CONSOLE_TYPES_FILE, 'utf8'))).toEqual(linesOf(await consoleTypesText(document)));
  });
});
