import type { ModuleMetadata } from '@nestjs/common';

export interface CommandHandlingOptions {
  /** Modules that export `EVENT_STORE`; and, where a port is to be another than the system's, `CLOCK` and the like. */
  readonly imports?: ModuleMetadata['imports'];
  /** Ports in place of the system's, each under its token. */
  readonly providers?: ModuleMetadata['providers'];
}
