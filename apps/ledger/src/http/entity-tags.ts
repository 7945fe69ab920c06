import type { JourneyView } from '@ledger/journey';
import { validationProblem } from './problem';
import { sentValue } from './sent-value';

/** What `If-Match` asks for (RFC 9110, section 13.1.1). */
export type IfMatch =
  | { readonly kind: 'absent' }
  /** `*`: any journey that exists. */
  | { readonly kind: 'any' }
  /** Revisions that strong tags of this server name. */
  | { readonly kind: 'revisions'; readonly revisions: readonly number[] }
  /** Only tags that no journey has: weak ones, which never match here, or tags that this server never gave. */
  | { readonly kind: 'never' };

const TAG = /^\s*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*$/;

/** The strong entity tag of a journey at a revision, or of what a hash names. */
export function entityTag(of: number | string): string {
  return `"${of}"`;
}

const MASKED = '.masked';

/** What the tag of a journey holds: its revision; a caller that sees less of it has a tag of its own. */
export function journeyTag({ revision, masked }: Pick<JourneyView, 'revision' | 'masked'>): string {
  return masked === undefined ? String(revision) : `${revision}${MASKED}`;
}

/** Reads `If-Match`; any other header is `VALIDATION_FAILED`. */
export function parseIfMatch(header: string | undefined): IfMatch {
  if (header === undefined) return { kind: 'absent' };
  if (header.trim() === '*') return { kind: 'any' };
  const revisions = tags(header, 'If-Match').flatMap(({ weak, value }) => (weak ? [] : revisionOf(value)));
  return revisions.length === 0 ? { kind: 'never' } : { kind: 'revisions', revisions };
}

/** Whether `If-None-Match` holds the tag of this revision or hash (weak comparison, RFC 9110, section 13.1.2). */
export function noneMatchHolds(header: string | undefined, of: number | string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return tags(header, 'If-None-Match').some(({ value }) => value === String(of));
}

function tags(header: string, name: string): readonly { readonly weak: boolean; readonly value: string }[] {
  return header.split(',').map((part) => {
    const match = TAG.exec(part);
    if (!match) {
      throw validationProblem(
        `${name} must be the ETag of a reply, in quotes, such as "3"; you sent ${sentValue(header)}.`,
      );
    }
    return { weak: match[1] !== undefined, value: match[2] ?? '' };
  });
}

/** A lock is about the journey, whatever of it its caller was shown. */
function revisionOf(tag: string): number[] {
  const revision = tag.endsWith(MASKED) ? tag.slice(0, -MASKED.length) : tag;
  return /^(0|[1-9]\d{0,14})$/.test(revision) ? [Number(revision)] : [];
}
