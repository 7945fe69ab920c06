import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DefinitionDocument } from './definition';

/** Lower-case hex SHA-256 of a document's canonical JSON (JSON Canonicalization Scheme, RFC 8785). */
export function definitionHash(document: DefinitionDocument): string {
  const canonical = canonicalize(document);
  if (canonical === undefined) throw new TypeError('A definition document should be a JSON object.');
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}
