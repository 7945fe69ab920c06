import { AsyncResource } from 'node:async_hooks';

type Bind = typeof AsyncResource.prototype.bind;

/**
 * Lets `AsyncResource.bind` make plain bound functions. Fastify binds one for each request with a body, and Node.js up to
 * 22 gives each a deprecated accessor `asyncResource` (DEP0172), whose two functions have their prototypes rewritten:
 * that costs more than everything else in reading a request. Does nothing where Node.js adds no accessor.
 */
export function bindWithoutAccessors(): void {
  const example = new AsyncResource('example').bind(noop);
  if (Object.hasOwn(example, 'asyncResource')) AsyncResource.prototype.bind = boundCallback as Bind;
}

/** As Node.js's own: runs `callback` in the resource's context, with the `this` that is given here or else that of the call. */
export function boundCallback<This, Args extends unknown[], Result>(
  this: AsyncResource,
  callback: (this: This, ...args: Args) => Result,
  self?: This,
): (this: This, ...args: Args) => Result {
  return boundTo(this, callback, self);
}

function boundTo<This, Args extends unknown[], Result>(
  resource: AsyncResource,
  callback: (this: This, ...args: Args) => Result,
  self: This | undefined,
): (this: This, ...args: Args) => Result {
  return function bound(this: This, ...args) {
    return resource.runInAsyncScope(callback, self === undefined ? this : self, ...args);
  };
}

function noop(): void {
  // Nothing: it is bound to see what Node.js adds to it.
}
