import type { HttpTransport } from './http-transport';
import { ndjsonLines } from './ndjson';
import { parseAnswer } from './parse-answer';
import { LedgerProblem, LedgerUnreachableError } from './problems';
import { ResourceClient } from './resource-client';
import type {
  CurrentVersionRequest,
  DefinitionDiff,
  DefinitionDocument,
  DefinitionHistory,
  DefinitionListing,
  DefinitionReport,
  PublishResult,
  PublishedDefinition,
  RetirementReply,
  SimulationLine,
  SimulationOptions,
  SimulationReport,
  VersionChangeReply,
  VersionChangeRequest,
  XStateMachine,
} from './types';

/** A simulation may take long: the longest wait of a Node.js timer, 24 days. */
const SIMULATION_TIMEOUT_MS = 2 ** 31 - 1;

/** Definitions: publish, check, read, and which version is current. Published versions never change, so publishing may be sent twice. */
export class DefinitionsClient extends ResourceClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    super(transport);
    this.#transport = transport;
  }

  /**
   * Publishes a version. A faulty document throws `DEFINITION_INVALID`, another one under a taken version a conflict.
   * `reason` is recorded with it.
   */
  async publish(document: DefinitionDocument, query: { readonly reason?: string } = {}): Promise<PublishResult> {
    const request = { method: 'POST', path: '/v1/definitions', query, body: JSON.stringify(document) } as const;
    const { body, status } = await this.#transport.json<DefinitionReport>({ ...request, repeatable: true });
    return { ...body, created: status === 201 };
  }

  /** Runs the static check and publishes nothing. */
  check(document: DefinitionDocument): Promise<DefinitionReport> {
    return this.post('/v1/definitions/check', document);
  }

  /** All definitions that are published. */
  async list(): Promise<readonly DefinitionListing[]> {
    return (await this.read<{ definitions: readonly DefinitionListing[] }>('/v1/definitions')).definitions;
  }

  /** One definition: its versions, which one is current, and who changed that, when and why. */
  history(id: string): Promise<DefinitionHistory> {
    return this.read(definitionPath(id));
  }

  /** Makes a version current: new journeys that name none start with it. A retired one throws a conflict. */
  makeCurrent(id: string, request: CurrentVersionRequest): Promise<VersionChangeReply> {
    const path = `${definitionPath(id)}/current`;
    return this.send({ method: 'PUT', path, body: JSON.stringify(request), repeatable: request.commandId != null });
  }

  /** Lets no new journey start with a version; tells which open journeys run it. */
  retire(id: string, version: number, request: VersionChangeRequest): Promise<RetirementReply> {
    return this.post(`${versionPath(id, version)}/retire`, request, { repeatable: request.commandId != null });
  }

  /** Lets new journeys start with a version again. */
  unretire(id: string, version: number, request: VersionChangeRequest): Promise<VersionChangeReply> {
    return this.post(`${versionPath(id, version)}/unretire`, request, { repeatable: request.commandId != null });
  }

  /** What differs in two versions, and which open journeys of the earlier one it concerns. */
  diff(id: string, from: number, to: number): Promise<DefinitionDiff> {
    return this.read(`${definitionPath(id)}/diff`, { from, to });
  }

  /** As `diff`, with a document that is not published. A faulty one throws `DEFINITION_INVALID`. */
  diffCandidate(id: string, from: number, document: DefinitionDocument): Promise<DefinitionDiff> {
    const path = `${definitionPath(id)}/diff`;
    return this.send({ method: 'POST', path, query: { from }, body: JSON.stringify(document), repeatable: true });
  }

  /**
   * Replays recorded journeys against a document that is not published. A faulty one throws `DEFINITION_INVALID`, a second
   * simulation at one time `TOO_MANY_REQUESTS`.
   */
  async simulate(document: DefinitionDocument, options: SimulationOptions = {}): Promise<SimulationReport> {
    const { onProgress, ...query } = options;
    const path = '/v1/definitions/simulate';
    const response = await this.#transport.send({
      ...{
        method: 'POST',
        path,
        query,
        body: JSON.stringify(document),
        repeatable: false,
        timeoutMs: SIMULATION_TIMEOUT_MS,
      },
      headers: { accept: 'application/x-ndjson, application/problem+json' },
    });
    try {
      for await (const text of ndjsonLines(response.body ?? [])) {
        const line = parseAnswer(text, `${this.#transport.url}${path}`) as SimulationLine;
        if ('report' in line) return line.report;
        if ('problem' in line) throw new LedgerProblem(line.problem.status, line.problem);
        onProgress?.(line.progress);
      }
    } catch (error) {
      throw this.#transport.failure(error);
    }
    const message = `The simulation at ${this.#transport.url} ended before its report. Retry.`;
    throw new LedgerUnreachableError('UNREACHABLE', message, true);
  }

  /** One published version. */
  get(id: string, version: number): Promise<PublishedDefinition> {
    return this.read(versionPath(id, version));
  }

  /** One published version as a Mermaid state diagram. */
  diagram(id: string, version: number): Promise<string> {
    return this.text(`${versionPath(id, version)}/diagram`, 'text/plain');
  }

  /** One published version as a machine config of XState 5. */
  xstate(id: string, version: number): Promise<XStateMachine> {
    return this.read(`${versionPath(id, version)}/xstate`);
  }

  /** One published version as State Chart XML (W3C SCXML 1.0). */
  scxml(id: string, version: number): Promise<string> {
    return this.text(`${versionPath(id, version)}/scxml`, 'application/scxml+xml');
  }

  private async text(path: string, type: string): Promise<string> {
    const headers = { accept: `${type}, application/problem+json` };
    return (await this.#transport.text({ method: 'GET', path, headers, repeatable: true })).text;
  }
}

function definitionPath(id: string): string {
  return `/v1/definitions/${encodeURIComponent(id)}`;
}

function versionPath(id: string, version: number): string {
  return `${definitionPath(id)}/versions/${version}`;
}
