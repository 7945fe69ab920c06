import type { IdSource } from '../id-source';

/** UUIDs that count up from 00000000-0000-4000-8000-000000000001. */
export function countedIds(): IdSource {
  let count = 0;
  return {
    next() {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
  };
}
