import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import fc from 'fast-check';
import { bindWithoutAccessors, boundCallback } from './bound-callbacks';

const nodes = AsyncResource.prototype.bind;
const context = new AsyncLocalStorage<string>();

afterEach(() => {
  AsyncResource.prototype.bind = nodes;
});

/** What a call of the bound function shows: context, `this`, arguments, and how it ended. */
function called(bind: typeof nodes, self: object | undefined, receiver: object, args: unknown[], fails: boolean) {
  const seen: unknown[] = [];
  const resource = context.run('where it was made', () => new AsyncResource('test'));
  const callback = function (this: unknown, ...given: unknown[]): number {
    seen.push(context.getStore(), this, given);
    if (fails) throw new TypeError('as asked');
    return given.length;
  };
  const bound = Reflect.apply(bind, resource, [callback, self]) as (...given: unknown[]) => number;
  context.run('where it is called', () => {
    try {
      seen.push(bound.apply(receiver, args));
    } catch (error) {
      seen.push(error);
    }
    seen.push(context.getStore());
  });
  return seen;
}

it('a bound function does what the one of Node.js does', () => {
  const receiver = { name: 'receiver' };
  const self = fc.option(fc.constant({ name: 'self' }), { nil: undefined });
  fc.assert(
    fc.property(self, fc.array(fc.anything()), fc.boolean(), (given, args, fails) => {
      const expected = called(nodes, given, receiver, args, fails);
      expect(called(boundCallback as typeof nodes, given, receiver, args, fails)).toEqual(expected);
      expect(expected[0]).toBe('where it was made');
    }),
  );
});

it('no bound function has the deprecated accessor afterwards', () => {
  bindWithoutAccessors();
  const bound = new AsyncResource('test').bind(() => 1);
  expect(bound()).toBe(1);
  expect(Object.hasOwn(bound, 'asyncResource')).toBe(false);
});

it('where Node.js adds no accessor, its own function stays', () => {
  const plain = function (this: AsyncResource, callback: () => void) {
    return callback.bind(undefined);
  } as typeof nodes;
  AsyncResource.prototype.bind = plain;
  bindWithoutAccessors();
  expect(AsyncResource.prototype.bind).toBe(plain);
});
