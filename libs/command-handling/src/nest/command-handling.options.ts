import type { ModuleMetadata } from '@nestjs/common';

export interface CommandHandlingOptions {
  /** Modules that export `EVENT_STORE`; and, where a port is to be another than the system's, `CLOCK` and the like. */
  readonly imports?: ModuleMetadata['imports'];
  /** Ports in place of the system's, each under its token. */
  readonly providers?: ModuleMetadata['providers'];
  /** How far the clock of a caller may be beside the ledger's, milliseconds. Default: any time is believed. */
  readonly clockSkewMs?: number;
  /** What a context may have as JSON, bytes. Default: 64 KiB. */
  readonly maxContextBytes?: number;
}
