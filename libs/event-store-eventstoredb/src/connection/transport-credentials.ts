import { isIP } from 'node:net';
import { type ChannelCredentials, credentials } from '@grpc/grpc-js';
import type { ConnectionSettings } from './connection-string';

/** Private members of gRPC's credentials, of which its declarations give no type: what it hands to `tls.connect`. */
interface SecureConnector {
  connectionOptions?: { servername?: string; host?: string };
}
interface SecureConnectorSource {
  _createSecureConnector: (this: SecureConnectorSource, ...given: unknown[]) => SecureConnector;
}

/** How a channel speaks to a node: bare, or with TLS as the connection string says. */
export function transportCredentials(settings: ConnectionSettings): ChannelCredentials {
  const { tls, rootCertificate, userCertificate } = settings;
  if (!tls) return credentials.createInsecure();
  return credentials.createSsl(rootCertificate, userCertificate?.key, userCertificate?.certificate);
}

/**
 * A server name is never an IP address (RFC 6066), and Node.js warns of one. The certificate is still held against it. For
 * all channels of this process: the client makes some of its own, to find the nodes of a cluster.
 */
function leaveOutAddresses(): void {
  const source = Object.getPrototypeOf(credentials.createSsl()) as SecureConnectorSource;
  const createSecureConnector = source._createSecureConnector;
  source._createSecureConnector = function (...given) {
    const connector = createSecureConnector.apply(this, given);
    const options = connector.connectionOptions;
    if (options?.servername !== undefined && isIP(options.servername) !== 0) {
      options.host = options.servername;
      delete options.servername;
    }
    return connector;
  };
}

leaveOutAddresses();
