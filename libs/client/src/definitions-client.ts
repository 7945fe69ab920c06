import type { HttpTransport } from './http-transport';
import { ResourceClient } from './resource-client';
import type {
  DefinitionDocument,
  DefinitionListing,
  DefinitionReport,
  PublishResult,
  PublishedDefinition,
  XStateMachine,
} from './types';

/** Definitions: publish, check, read. Versions are immutable and a check stores nothing: both may be sent twice. */
export class DefinitionsClient extends ResourceClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    super(transport);
    this.#transport = transport;
  }

  /** Publishes a version. A faulty document throws `DEFINITION_INVALID`, another one under a taken version a conflict. */
  async publish(document: DefinitionDocument): Promise<PublishResult> {
    const request = { method: 'POST', path: '/v1/definitions', body: JSON.stringify(document) } as const;
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

function versionPath(id: string, version: number): string {
  return `/v1/definitions/${encodeURIComponent(id)}/versions/${version}`;
}
