import fc from 'fast-check';
import { validateSync } from 'class-validator';
import { ChannelBody, DeadlineBody, StartBody, TransitionBody } from '../journeys/journey.bodies';
import { RecordMetadata, RecordUpdateValue } from '../record/record.bodies';
import { fieldsOf, validated, type DtoClass } from './validated';

const DTOS: readonly DtoClass<object>[] = [
  StartBody,
  TransitionBody,
  ChannelBody,
  DeadlineBody,
  RecordMetadata,
  RecordUpdateValue,
];

/** Values that some rules take and others refuse. */
const anyValue = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    '',
    'voice',
    'call-1',
    'a/b',
    'timeout:1',
    '2026-11-02T09:30:00Z',
    'PT5M',
    0,
    1,
    -1,
    1.5,
    true,
  ),
  fc.constant({}),
  fc.constant([]),
  fc.string({ maxLength: 200 }),
  fc.integer(),
);

describe('validated', () => {
  it.each(DTOS.map((Dto) => [Dto.name, Dto] as const))(
    'accepts of a %s what class-validator accepts, and no more',
    (_, Dto) => {
      const fields = [...fieldsOf(Dto)];
      expect(fields.length).toBeGreaterThan(1);
      const plain = fc.record(Object.fromEntries(fields.map((name) => [name, anyValue])), { requiredKeys: [] });
      fc.assert(
        fc.property(plain, (body) => {
          const sentences = validateSync(Object.assign(new Dto(), body)).flatMap(({ constraints = {} }) =>
            Object.values(constraints),
          );
          let refusal = '';
          try {
            expect(validated(Dto, body)).toMatchObject(body);
          } catch (error) {
            refusal = (error as Error).message;
          }
          expect(refusal).toBe(sentences.slice(0, 5).join(' '));
        }),
      );
    },
  );

  it('gives the sentences of every field that is wrong, with their place', () => {
    expect(() => validated(DeadlineBody, { deadline: 'soon', expectedRevision: '1' }, 'value')).toThrow(
      /value\.deadline should be an instant .*, or null\. value\.expectedRevision should be a revision|value\.expectedRevision .* value\.deadline/,
    );
  });

  it('names the fields that it does not know, and those that it does', () => {
    expect(() => validated(ChannelBody, { channel: 'chat', hasOwnProperty: 1, constructor: 2 })).toThrow(
      /^Field "hasOwnProperty" is not known: known are .*channel.* Field "constructor" is not known/,
    );
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('refuses %p', (plain) => {
    expect(() => validated(StartBody, plain)).toThrow('The body should be a JSON object.');
  });
});
