import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { CommandHandler, QueryHandler } from '@nestjs/cqrs';
import { NamedError } from '@ledger/plain-data';

class Probe {}

/** The metadata key under which a decorator of the bus keeps its message, asked of the decorator itself. */
function metadataKeyOf(decorator: (message: typeof Probe) => ClassDecorator): string {
  class ProbeHandler {}
  decorator(Probe)(ProbeHandler);
  const key: unknown = Reflect.getMetadataKeys(ProbeHandler).find(
    (candidate) => Reflect.getMetadata(candidate, ProbeHandler) === Probe,
  );
  if (typeof key !== 'string') throw new TypeError('@nestjs/cqrs keeps no message with its handlers any more.');
  return key;
}

const HANDLER_KEYS = [metadataKeyOf(CommandHandler), metadataKeyOf(QueryHandler)];

type Handler = object & { readonly constructor: { readonly name: string } };

/** Fails the start where two handlers claim one message: the bus would only warn and let the last one win. */
@Injectable()
export class DuplicateHandlerCheck implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  onModuleInit(): void {
    const claims = new Map<unknown, Handler>();
    for (const handler of this.#providers()) {
      for (const key of HANDLER_KEYS) {
        const message: unknown = Reflect.getMetadata(key, handler.constructor);
        if (message === undefined) continue;
        const other = claims.get(message);
        if (other !== undefined && other !== handler) throw new DuplicateHandlerError(message, [other, handler]);
        claims.set(message, handler);
      }
    }
  }

  *#providers(): Iterable<Handler> {
    for (const module of this.modules.values()) {
      for (const { instance } of module.providers.values()) {
        if (typeof instance === 'object' && instance !== null && typeof instance.constructor === 'function') {
          yield instance;
        }
      }
    }
  }
}

export class DuplicateHandlerError extends NamedError {
  constructor(message: unknown, handlers: readonly [Handler, Handler]) {
    const name = typeof message === 'function' ? message.name : String(message);
    const [first, second] = handlers.map((handler) => handler.constructor.name);
    super(`${name} is claimed by ${first} and by ${second}: it needs exactly one handler, so leave one of them out.`);
  }
}
