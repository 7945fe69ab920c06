import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { Metadata, type ServiceError } from '@grpc/grpc-js';
import type { ConnectionSettings, Endpoint } from './connection-string';
import { transportCredentials } from './transport-credentials';

/** Time for one node to answer, milliseconds. */
const ASK_WITHIN = 1_000;

/** How OpenSSL and Node.js say that they do not trust a certificate; gRPC passes their sentences on as text. */
const UNTRUSTED = /certificate|self[- ]signed|altnames/i;

export function isCertificateFault({ message }: Error): boolean {
  return UNTRUSTED.test(message);
}

/**
 * Why no node of a cluster was found, if it is the certificate of one; undefined for any other reason. The client asks the
 * members again and again and drops what they failed for: a wrong setting would look like a cluster that is away.
 */
export async function untrustedNode(settings: ConnectionSettings): Promise<Error | undefined> {
  if (!settings.tls || settings.discovery === 'single') return undefined;
  const failures = await Promise.all(settings.hosts.map((host) => failureOf(host, settings)));
  return failures.find((failure) => failure !== undefined && isCertificateFault(failure));
}

/** Asks a node for the members of its cluster; undefined where it answers. */
function failureOf({ address, port }: Endpoint, settings: ConnectionSettings): Promise<ServiceError | undefined> {
  const options = { 'grpc.use_local_subchannel_pool': 1 };
  const client = new GossipClient(`${address}:${port}`, transportCredentials(settings), options);
  return new Promise((resolve) => {
    client.read(new Empty(), new Metadata(), { deadline: Date.now() + ASK_WITHIN }, (error) => {
      client.close();
      resolve(error ?? undefined);
    });
  });
}
