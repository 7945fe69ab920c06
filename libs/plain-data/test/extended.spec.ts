import * as fc from 'fast-check';
import { extended } from '../src';

it('gives what a literal gives that adds members to a spread, and leaves both objects as they are', () => {
  const objects = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.integer(), { nil: undefined }), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(objects, objects, (base, added) => {
      const [before, more] = [{ ...base }, { ...added }];
      const found = extended(base, added);
      expect(found).toStrictEqual({ ...base, ...added });
      expect(Object.keys(found)).toEqual(Object.keys({ ...base, ...added }));
      expect([base, added]).toStrictEqual([before, more]);
    }),
  );
});
