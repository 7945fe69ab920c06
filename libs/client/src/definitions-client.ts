import type { DefinitionDocument, DefinitionReport, PublishedDefinition } from './definition.types';
import type { HttpTransport } from './http-transport';

/** The part of the resource face that is about definitions. */
export class DefinitionsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** Publishes a version; publishing the same document again says so and changes nothing. */
  async publish(document: DefinitionDocument): Promise<DefinitionReport> {
    return this.#post('/v1/definitions', document);
  }

  /** Runs the static check and publishes nothing. */
  async check(document: DefinitionDocument): Promise<DefinitionReport> {
    return this.#post('/v1/definitions/check', document);
  }

  /** One published version. */
  async get(id: string, version: number): Promise<PublishedDefinition> {
    const path = versionPath(id, version);
    return (await this.#transport.json<PublishedDefinition>({ method: 'GET', path, repeatable: true })).body;
  }

  /** One published version as a Mermaid state diagram. */
  async diagram(id: string, version: number): Promise<string> {
    const path = `${versionPath(id, version)}/diagram`;
    return (
      await this.#transport.text({ method: 'GET', path, headers: { accept: 'text/plain, */*' }, repeatable: true })
    ).text;
  }

  async #post(path: string, document: DefinitionDocument): Promise<DefinitionReport> {
    // Versions are immutable and a check stores nothing: both may be sent twice.
    const request = { method: 'POST', path, body: JSON.stringify(document), repeatable: true } as const;
    return (await this.#transport.json<DefinitionReport>(request)).body;
  }
}

function versionPath(id: string, version: number): string {
  return `/v1/definitions/${encodeURIComponent(id)}/versions/${version}`;
}
