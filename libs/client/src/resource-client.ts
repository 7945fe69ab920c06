import { defined } from '@ledger/plain-data';
import type { HttpTransport, TransportRequest } from './http-transport';

/** What the clients of all kinds of resources share. */
export abstract class ResourceClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** A read, which may be sent twice. */
  protected read<Answer>(
    path: string,
    query?: TransportRequest['query'],
    more?: Pick<TransportRequest, 'timeoutMs'>,
  ): Promise<Answer> {
    return this.send({ method: 'GET', path, repeatable: true, ...defined({ query }), ...more });
  }

  /** A post, which may be sent twice unless it says otherwise. */
  protected post<Answer>(
    path: string,
    body: object,
    more?: Pick<TransportRequest, 'timeoutMs'> & Partial<Pick<TransportRequest, 'repeatable'>>,
  ): Promise<Answer> {
    return this.send({ method: 'POST', path, body: JSON.stringify(body), repeatable: true, ...more });
  }

  /** The JSON body of a success. */
  protected async send<Answer>(request: TransportRequest): Promise<Answer> {
    return (await this.#transport.json<Answer>(request)).body;
  }
}
