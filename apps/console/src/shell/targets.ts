import type { Page } from '../address/page';
import { answered, ledger } from '../api/client';
import { ProblemError } from '../api/problem.error';
import { NAV } from './nav';

/** A place that the palette leads to. */
export interface Target {
  readonly kind: string;
  readonly name: string;
  readonly to: Page;
}

const SESSION = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** Where a text leads: to pages by their names, to what the ledger knows by any of its ids. */
export async function findTargets(wanted: string): Promise<readonly Target[]> {
  const pages = pagesLike(wanted);
  if (wanted === '') return pages;
  const [sessions, definitions] = await Promise.all([sessionsOf(wanted), definitionsLike(wanted)]);
  return [...sessions, ...definitions, ...pages];
}

function pagesLike(wanted: string): Target[] {
  return NAV.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase())).map(({ name, to }) => ({
    kind: 'page',
    name,
    to,
  }));
}

async function sessionsOf(id: string): Promise<Target[]> {
  if (!SESSION.test(id)) return [];
  try {
    const { sessionId } = await answered(
      ledger.GET('/v1/journeys/{sessionId}', { params: { path: { sessionId: id } } }),
    );
    return [{ kind: 'session', name: sessionId, to: { page: 'journey', id: sessionId } }];
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status < 500) return [];
    throw error;
  }
}

async function definitionsLike(wanted: string): Promise<Target[]> {
  const { definitions } = await answered(ledger.GET('/v1/definitions'));
  return definitions
    .filter(({ id, title }) => `${id} ${title ?? ''}`.toLowerCase().includes(wanted.toLowerCase()))
    .slice(0, 8)
    .map(({ id }) => ({ kind: 'journeys of', name: id, to: { page: 'find', definition: id } }));
}
