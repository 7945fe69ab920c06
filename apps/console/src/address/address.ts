import type { Codec } from './codec';
import { FIELDS, type Page } from './page';

/** Where a page is: the first part of its path, and the fields that are the others. */
interface Place {
  readonly root: string;
  readonly path: readonly string[];
  /** Fields of the path without which the page cannot be shown. */
  readonly needs?: number;
}

const PLACES: Readonly<Record<Page['page'], Place>> = {
  now: { root: '', path: [] },
  find: { root: 'journeys', path: [] },
  journey: { root: 'journeys', path: ['id'], needs: 1 },
  definitions: { root: 'definitions', path: ['id', 'version'] },
  operations: { root: 'operations', path: ['tab'] },
  analytics: { root: 'analytics', path: ['report'] },
  try: { root: 'try', path: [] },
  settings: { root: 'settings', path: ['tab'] },
};

function fieldsOf(name: Page['page']): Readonly<Record<string, Codec<unknown>>> {
  return FIELDS[name];
}

/** The address of a page, from the root of the ledger. */
export function addressOf(page: Page): string {
  const { root, path } = PLACES[page.page];
  const fields = fieldsOf(page.page);
  const values = page as unknown as Readonly<Record<string, unknown>>;
  const written = (name: string): string | undefined =>
    values[name] === undefined ? undefined : fields[name]?.write(values[name]);
  const parts = [root];
  for (const name of path) {
    const part = written(name);
    // A path has no gaps: what stands after one goes into the query.
    if (part === undefined) break;
    parts.push(encodeURIComponent(part));
  }
  const query = new URLSearchParams();
  const inPath = new Set(path.slice(0, parts.length - 1));
  for (const name of Object.keys(fields)) {
    const value = inPath.has(name) ? undefined : written(name);
    if (value !== undefined) query.set(name, value);
  }
  return `/${parts.join('/')}${query.size > 0 ? `?${query}` : ''}`;
}

/** The page at an address; undefined if there is none. */
export function pageAt(pathname: string, search: string): Page | undefined {
  const [root = '', ...rest] = pathname.replace(/^\/|\/$/g, '').split('/');
  const query = new URLSearchParams(search);
  for (const [name, place] of Object.entries(PLACES) as [Page['page'], Place][]) {
    if (place.root !== root || rest.length < (place.needs ?? 0) || rest.length > place.path.length) continue;
    const page = readPage(name, place, rest, query);
    if (page !== undefined) return page;
  }
  return undefined;
}

function readPage(
  name: Page['page'],
  { path, needs = 0 }: Place,
  rest: readonly string[],
  query: URLSearchParams,
): Page | undefined {
  const page: Record<string, unknown> = { page: name };
  for (const [field, codec] of Object.entries(fieldsOf(name))) {
    const place = path.indexOf(field);
    const inPath = place >= 0 && place < rest.length;
    const written = inPath ? decoded(rest[place] ?? '') : query.get(field);
    const value = written == null ? undefined : codec.read(written);
    if (inPath && value === undefined) return undefined;
    if (value !== undefined) page[field] = value;
  }
  return path.slice(0, needs).every((field) => field in page) ? (page as unknown as Page) : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
