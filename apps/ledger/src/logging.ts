import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import { defined } from '@ledger/plain-data';
import type { LedgerConfig } from './config/ledger.config';

/** The process's log: one JSON object on each line of standard output. Contexts of journeys never go into it. */
export function ledgerLog({ logLevel }: Pick<LedgerConfig, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = { level: logLevel, timestamp: pino.stdTimeFunctions.isoTime, base: { pid: process.pid } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const WIRING: ReadonlySet<unknown> = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Lets Nest, and libraries that log through it, write to the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly pinoLog: Logger) {}

  /** Nest's own wiring is of interest to developers only. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write(WIRING.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest gives the context as the last argument, and for errors the stack before it. */
  private write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
    if (message instanceof Error) this.pinoLog[level]({ context, err: message }, message.message);
    else this.pinoLog[level](defined({ context, stack }), String(message));
  }
}
