import { eventId } from '../../src/journeys/event-id';

it('an event id is always the same UUID for the same place of the same command', () => {
  expect(eventId('default', 's1', 'c1', 0)).toBe(eventId('default', 's1', 'c1', 0));
  expect(eventId('default', 's1', 'c1', 0)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

it('no two places of commands share an event id, not even where their texts would join to the same', () => {
  const ids = [
    eventId('default', 's1', 'c1', 0),
    eventId('default', 's1', 'c1', 1),
    eventId('default', 's1', 'c', 10),
    eventId('default', 's1c', '1', 0),
    eventId('defaults', '1', 'c1', 0),
    eventId('default', 's1', 'c1\ud800', 0),
    eventId('default', 's1', 'c1\ud801', 0),
    eventId('default', 's1', 'c1\ufffd', 0),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

it('event ids never change between releases', () => {
  expect(eventId('default', 's1', 'c1', 0)).toBe('8f26b237-3fdc-5e9b-95ed-16afe0653407');
});
