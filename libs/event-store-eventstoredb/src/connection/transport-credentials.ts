import { isIP } from 'node:net';
import { type ChannelCredentials, credentials } from '@grpc/grpc-js';
import type { ConnectionSettings } from './connection-string';

/** Private members of gRPC's credentials, of which its declarations give no type: what it hands to `tls.connect`. */
interface SecureConnectorSource {
  _createSecureConnector(...given: unknown[]): {
    connectionOptions?: { servername?: string; host?: string };
  };
}

/** How a channel speaks to a node: bare, or with TLS as the connection string says. */
export function transportCredentials(settings: ConnectionSettings): ChannelCredentials {
  const { tls, rootCertificate, userCertificate } = settings;
  if (!tls) return credentials.createInsecure();
  const secure = credentials.createSsl(rootCertificate, userCertificate?.key, userCertificate?.certificate);
  const source = secure as unknown as SecureConnectorSource;
  const createSecureConnector = source._createSecureConnector.bind(source);
  source._createSecureConnector = (...given) => {
    const connector = createSecureConnector(...given);
    const options = connector.connectionOptions;
    if (options?.servername !== undefined && isIP(options.servername) !== 0) leaveOutServerName(options);
    return connector;
  };
  return secure;
}

/** A server name is never an IP address (RFC 6066), and Node.js warns of one. The certificate is still held against it. */
function leaveOutServerName(options: { servername?: string; host?: string }): void {
  if (options.servername !== undefined) options.host = options.servername;
  delete options.servername;
}
