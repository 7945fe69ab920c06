import fc from 'fast-check';
import { parse, v5 } from 'uuid';
import { nameBasedUuid, uuidNamespace } from '../../src/journeys/name-based-uuid';

it('a UUID of a name is the one that the package uuid makes of its UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string({ unit: 'binary' }), (namespace, name) => {
      const expected = v5(Buffer.from(name), parse(namespace));
      expect(nameBasedUuid(uuidNamespace(namespace), name)).toBe(expected);
    }),
  );
});

it('also where the name has half of a surrogate pair', () => {
  const namespace = '6f1d3a52-8c1e-5b0f-9f0e-4a7d0c2b9e61';
  const name = 'c1\ud800';
  expect(nameBasedUuid(uuidNamespace(namespace), name)).toBe(v5(Buffer.from(name), parse(namespace)));
});
