import type { IdSource } from '../id-source';

let sources = 0;

/** UUIDs that count up; no two sources of one test file give the same. */
export function countedIds(): IdSource {
  sources += 1;
  const source = String(sources).padStart(4, '0');
  let count = 0;
  return {
    next() {
      count += 1;
      return `00000000-${source}-4000-8000-${String(count).padStart(12, '0')}`;
    },
  };
}
