import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** 132 bits: two requests do not have one fingerprint by chance. */
const LENGTH = 22;

/**
 * What a request asked for, in 22 characters: the beginning of a SHA-256 in base64url. It is stored beside the command
 * id, so that the id stands for this request alone.
 * @param parts of the request, in an order that never changes. Objects count by their canonical JSON (RFC 8785).
 */
export function requestFingerprint(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts.map(canonical)), 'base64url').slice(0, LENGTH);
}

function canonical(part: unknown): unknown {
  return typeof part === 'object' && part !== null ? canonicalize(part) : part;
}
