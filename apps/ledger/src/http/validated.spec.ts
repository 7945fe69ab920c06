import { ChannelBody, DeadlineBody, StartBody, TransitionBody } from '../journeys/journey.bodies';
import { RecordUpdate } from '../record/record.schemas';
import { SimulationQuery } from '../simulations/simulation.schemas';
import { validated } from './validated';

const PRINTABLE_200 = 'x'.repeat(200);

describe('validated', () => {
  it.each([
    [StartBody, { definitionId: 'A', context: {}, occurredAt: '2026-11-02T09:30:00+01:00', commandId: null }],
    [TransitionBody, { targetStateId: 'PAID €', expectedRevision: 0, commandId: PRINTABLE_200 }],
    [DeadlineBody, { deadline: null }],
    [RecordUpdate, { value: { stateId: 'A', metadata: { maxDuration: 30, any: { thing: [1] } } } }],
    [RecordUpdate, { value: { stateId: 'A', metadata: { maxDuration: 'PT5M', previousState: null } } }],
  ])('takes %# as it is', (schema, plain) => {
    expect(validated(schema, plain)).toBe(plain);
  });

  it.each([
    [StartBody, {}, 'definitionId is missing.'],
    [
      StartBody,
      { definitionId: null },
      'definitionId must be a text of 1 to 128 characters without control characters; you sent null.',
    ],
    [StartBody, { definitionId: 'x'.repeat(300) }, 'you sent a text of 300 characters.'],
    [StartBody, { definitionId: 'a\u0007b' }, 'you sent the text "a\\u0007b".'],
    [StartBody, { definitionId: '\ud800' }, 'definitionId must be'],
    [
      StartBody,
      { definitionId: 'A', definitionVersion: 0 },
      'definitionVersion must be a version: a whole number from 1; you sent the number 0.',
    ],
    [StartBody, { definitionId: 'A', context: [] }, 'context must be a JSON object; you sent an array.'],
    [StartBody, { definitionId: 'A', aliases: ['crm:1', ':'] }, 'aliases.1 must be platform:id of at most 200 visible'],
    [SimulationQuery, { sample: 0 }, 'sample must be a whole number from 1; you sent the number 0.'],
    [StartBody, { definitionId: 'A', sessionId: 'a/b' }, 'sessionId must be 1 to 128 letters'],
    [StartBody, { definitionId: 'A', occurredAt: '2026-02-30T00:00:00Z' }, 'occurredAt must be a time in RFC 3339'],
    [StartBody, { definitionId: 'A', commandId: 'timeout:1' }, 'commandId must be a text of 1 to 200 characters'],
    [DeadlineBody, { deadline: 'soon' }, ', or null; you sent the text "soon".'],
    [RecordUpdate, { value: {} }, 'value.stateId is missing.'],
    [
      RecordUpdate,
      { value: { stateId: 'A', metadata: { maxDuration: 'soon' } } },
      'value.metadata.maxDuration must be an ISO 8601 duration',
    ],
    [
      RecordUpdate,
      { value: { stateId: 'A', odd: 1 } },
      'There is no field "odd" in value; the fields are stateId, sessionId,',
    ],
  ])('says what is wrong, %#', (schema, plain, sentence) => {
    expect(() => validated(schema, plain)).toThrow(sentence);
  });

  it('gives one sentence for each field that is wrong', () => {
    expect(() => validated(DeadlineBody, { deadline: 'soon', expectedRevision: '1' })).toThrow(
      /expectedRevision must be a revision.* deadline must be|deadline must be .*\. expectedRevision must be/,
    );
  });

  it('names the fields that there are not, and those that there are', () => {
    expect(() => validated(ChannelBody, JSON.parse('{"channel":"chat","hasOwnProperty":1,"__proto__":2}'))).toThrow(
      /^There is no field "hasOwnProperty"; the fields are .*channel.* There is no field "__proto__"/,
    );
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('refuses %p', (plain) => {
    expect(() => validated(StartBody, plain)).toThrow('The body must be a JSON object; you sent');
  });
});
