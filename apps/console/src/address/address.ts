import { count, flag, instant, oneOf, text, type Codec } from './codec';
import {
  ANALYTICS_REPORTS,
  DEFINITION_VIEWS,
  INTERVALS,
  OPERATION_TABS,
  OUTCOMES,
  SORTS,
  STATUSES,
  type AnalyticsPage,
  type DefinitionsPage,
  type FindPage,
  type JourneyPage,
  type NowPage,
  type OperationsPage,
  type Page,
  type TryPage,
} from './page';

/** Ten years: a longer period is all there is. */
const MOST_DAYS = 3_660;

/** The fields of a page in the order in which they stand in its address: those of the path, then those of the query. */
interface Shape<Shown extends Page> {
  /** First part of the path. */
  readonly root: string;
  readonly path: readonly (keyof Shown & string)[];
  /** Fields of the path without which the page cannot be shown. */
  readonly needs: number;
  readonly fields: { readonly [Field in Exclude<keyof Shown, 'page'>]-?: Codec<NonNullable<Shown[Field]>> };
}

function shape<Shown extends Page>(
  root: string,
  fields: Shape<Shown>['fields'],
  path: Shape<Shown>['path'] = [],
  needs = 0,
): Shape<Shown> {
  return { root, path, needs, fields };
}

const SHAPES = {
  now: shape<NowPage>('', { definition: text }),
  find: shape<FindPage>('journeys', {
    definition: text,
    version: count(1),
    state: text,
    channel: text,
    status: oneOf(STATUSES),
    overdue: flag,
    enteredBefore: instant,
    startedFrom: instant,
    startedBefore: instant,
    outcome: oneOf(OUTCOMES),
    refusedAfter: instant,
    path: text,
    reached: text,
    refusal: text,
    sort: oneOf(SORTS),
  }),
  journey: shape<JourneyPage>(
    'journeys',
    { id: text, rev: count(0), knownAt: instant, since: count(0), why: text },
    ['id'],
    1,
  ),
  definitions: shape<DefinitionsPage>(
    'definitions',
    { id: text, version: count(1), view: oneOf(DEFINITION_VIEWS), against: count(1), state: text },
    ['id', 'version'],
  ),
  operations: shape<OperationsPage>(
    'operations',
    { tab: oneOf(OPERATION_TABS), definition: text, state: text, status: text, open: text },
    ['tab'],
  ),
  analytics: shape<AnalyticsPage>(
    'analytics',
    {
      report: oneOf(ANALYTICS_REPORTS),
      definition: text,
      version: count(1),
      compare: count(1),
      channel: text,
      steps: text,
      days: count(1, MOST_DAYS),
      interval: oneOf(INTERVALS),
    },
    ['report'],
  ),
  try: shape<TryPage>('try', { definition: text, version: count(1), sandbox: text }),
} as unknown as Readonly<Record<Page['page'], AnyShape>>;

interface AnyShape {
  readonly root: string;
  readonly path: readonly string[];
  readonly needs: number;
  readonly fields: Readonly<Record<string, Codec<unknown>>>;
}

/** The address of a page, from the root of the ledger. */
export function addressOf(page: Page): string {
  const { root, path, fields } = SHAPES[page.page];
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
  for (const [name, shape] of Object.entries(SHAPES)) {
    if (shape.root !== root || rest.length < shape.needs || rest.length > shape.path.length) continue;
    const page = readPage(name, shape, rest, query);
    if (page !== undefined) return page;
  }
  return undefined;
}

function readPage(
  name: string,
  { path, needs, fields }: AnyShape,
  rest: readonly string[],
  query: URLSearchParams,
): Page | undefined {
  const page: Record<string, unknown> = { page: name };
  for (const [field, codec] of Object.entries(fields)) {
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
