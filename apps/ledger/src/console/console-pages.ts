import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { packageFolder } from '../config/package-folder';
import { Problem } from '../http/problem';
import { PAGE_HEADERS } from '../http/security-headers';
import { sendProblem } from '../http/send-problem';

/** The console's pages, whose addresses its own router reads. */
const PAGES = /^\/(?:(?:journeys|definitions|operations|analytics|evidence|try|settings)(?:\/.*)?)?$/;

const INDEX = 'index.html';

/** Vite puts a hash of the content into the names of what is in this folder: such a file never changes. */
const HASHED = 'assets/';
const YEAR_SECONDS = 31_536_000;

const HEADERS = { ...PAGE_HEADERS, vary: 'accept, accept-encoding' } as const;

/**
 * Serves the built console at addresses that no call has: its files, and its page at the addresses that its router
 * reads, for browsers alone. It needs no routes, so that no address of the API can be hidden by it.
 */
export class ConsolePages {
  private readonly files: ReadonlySet<string>;

  constructor(private readonly folder: string = join(packageFolder(), 'dist', 'apps', 'console')) {
    this.files = new Set(filesIn(folder));
  }

  /** Call it before the server is ready. */
  register(instance: FastifyInstance): void {
    if (this.isBuilt) void instance.register(fastifyStatic, { root: this.folder, serve: false, preCompressed: true });
  }

  get isBuilt(): boolean {
    return this.files.has(INDEX);
  }

  /** Answers a request that has no route if the console is at its address; false if it is not. */
  answer(request: FastifyRequest, reply: FastifyReply): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = request.url.split('?', 1)[0] ?? '';
    const file = path.slice(1);
    if (file !== INDEX && this.files.has(file)) send(reply, file);
    else if (!PAGES.test(path) || !wantsPage(request)) return false;
    else if (this.isBuilt) send(reply, INDEX);
    else sendProblem(notBuilt(), reply);
    return true;
  }
}

function send(reply: FastifyReply, file: string): void {
  reply.headers(HEADERS);
  if (file.startsWith(HASHED)) reply.sendFile(file, { maxAge: YEAR_SECONDS * 1000, immutable: true });
  else reply.header('cache-control', 'no-cache').sendFile(file, { cacheControl: false });
}

/** A program that asks for JSON at a wrong address is told so instead. */
function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true;
}

function notBuilt(): Problem {
  return new Problem(
    'ROUTE_NOT_FOUND',
    'The console is not built. Run npm run build and start the ledger again; the API is described at /docs.',
  );
}

/** What is served of a folder: addresses below it, without the compressed copies beside the files. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
