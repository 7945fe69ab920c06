import type { HttpTransport, TransportRequest } from './http-transport';
import type {
  DefinitionDocument,
  DefinitionListing,
  DefinitionReport,
  PublishResult,
  PublishedDefinition,
} from './types';

/** Definitions: publish, check, read. */
export class DefinitionsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** Publishes a version. A faulty document throws `DEFINITION_INVALID`, another one under a taken version a conflict. */
  async publish(document: DefinitionDocument): Promise<PublishResult> {
    const { body, status } = await this.#transport.json<DefinitionReport>(posted('/v1/definitions', document));
    return { ...body, created: status === 201 };
  }

  /** Runs the static check and publishes nothing. */
  async check(document: DefinitionDocument): Promise<DefinitionReport> {
    return (await this.#transport.json<DefinitionReport>(posted('/v1/definitions/check', document))).body;
  }

  /** All definitions that are published. */
  async list(): Promise<readonly DefinitionListing[]> {
    const request: TransportRequest = { method: 'GET', path: '/v1/definitions', repeatable: true };
    return (await this.#transport.json<{ definitions: readonly DefinitionListing[] }>(request)).body.definitions;
  }

  /** One published version. */
  async get(id: string, version: number): Promise<PublishedDefinition> {
    const path = versionPath(id, version);
    return (await this.#transport.json<PublishedDefinition>({ method: 'GET', path, repeatable: true })).body;
  }

  /** One published version as a Mermaid state diagram. */
  async diagram(id: string, version: number): Promise<string> {
    const path = `${versionPath(id, version)}/diagram`;
    const headers = { accept: 'text/plain, application/problem+json' };
    return (await this.#transport.text({ method: 'GET', path, headers, repeatable: true })).text;
  }
}

/** Versions are immutable and a check stores nothing: both may be sent twice. */
function posted(path: string, document: DefinitionDocument): TransportRequest {
  return { method: 'POST', path, body: JSON.stringify(document), repeatable: true };
}

function versionPath(id: string, version: number): string {
  return `/v1/definitions/${encodeURIComponent(id)}/versions/${version}`;
}
