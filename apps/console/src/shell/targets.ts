import type { Page } from '../address/page';
import { read } from '../api/read';
import { ProblemError } from '../api/problem.error';
import { words } from '../parts/format';
import { NAV } from './nav';

/** A place that the palette leads to. */
export interface Target {
  readonly kind: string;
  readonly name: string;
  readonly to: Page;
}

/** What a text leads to, and in which events its ids were looked for. */
export interface Found {
  readonly targets: readonly Target[];
  readonly searched: 'all' | 'newest' | 'none';
  /** Why it was not looked for everywhere. */
  readonly error?: Error;
}

const LONGEST_ID = 256;

const KINDS = {
  sessionId: 'session',
  alias: 'alias',
  conversationId: 'conversation',
  customerId: 'customer',
  position: 'position',
  eventId: 'event',
  commandId: 'command',
  hash: 'hash',
} as const;

/** Where a text leads: to pages by their names, to what the ledger knows by any of its ids. */
export async function findTargets(wanted: string): Promise<Found> {
  const pages = pagesLike(wanted);
  if (wanted === '') return { targets: pages, searched: 'all' };
  const failed = (error: Error): Found => ({ targets: [], searched: 'none', error });
  const [known, definitions] = await Promise.all([
    knownAs(wanted).catch(failed),
    definitionsLike(wanted).catch((): Target[] => []),
  ]);
  return { ...known, targets: [...known.targets, ...definitions, ...pages] };
}

function pagesLike(wanted: string): Target[] {
  return NAV.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase())).map(({ name, to }) => ({
    kind: 'page',
    name,
    to,
  }));
}

/** What the ledger knows under an id of any kind. Events lead to their journey, at their revision. */
async function knownAs(wanted: string): Promise<Found> {
  if (wanted.length > LONGEST_ID) return { targets: [], searched: 'none' };
  try {
    const { journeys, events, escalationId, definitionId, searched } = await read('/v1/lookup', {
      query: { q: wanted },
    });
    const targets = [
      ...journeys.map(({ by, sessionId }): Target => ({
        kind: KINDS[by],
        name: sessionId,
        to: { page: 'journey', id: sessionId },
      })),
      ...events.flatMap(({ by, type, category, id, revision }): Target[] =>
        category === 'journey' || category === 'attempt'
          ? [
              {
                kind: KINDS[by],
                name: `${words(type)} of ${id}`,
                to: { page: 'journey', id, ...(category === 'journey' ? { rev: revision } : {}) },
              },
            ]
          : [],
      ),
      ...[escalationId ?? []].flat().map((name): Target => ({
        ...{ kind: 'escalation', name, to: { page: 'operations', tab: 'escalations' } },
      })),
      ...[definitionId ?? []].flat().map(definitionTarget),
    ];
    return { targets, searched };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 400) return { targets: [], searched: 'none' };
    throw error;
  }
}

function definitionTarget(id: string): Target {
  return { kind: 'definition', name: id, to: { page: 'definitions', id } };
}

async function definitionsLike(wanted: string): Promise<Target[]> {
  const { definitions } = await read('/v1/definitions', {});
  return definitions
    .filter(({ id }) => id !== wanted)
    .filter(({ id, title }) => `${id} ${title ?? ''}`.toLowerCase().includes(wanted.toLowerCase()))
    .slice(0, 8)
    .map(({ id }) => definitionTarget(id));
}
