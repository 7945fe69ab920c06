import { Readable } from 'node:stream';
import { STATE_ID_PATTERN } from '@ledger/journey';
import fc from 'fast-check';
import { activityOf, discoverDefinition, DiscoveredLog, stateIdOf, withValidStateIds, type LogItem } from '../src';

const STATE_ID = new RegExp(STATE_ID_PATTERN, 'u');

describe('stateIdOf', () => {
  it.each([
    ['-100', '_x002D_100'],
    ['Active', 'Active'],
    ['Awaiting User Info', 'Awaiting User Info'],
    ['Prüfung (2)', 'Prüfung (2)'],
    ['a,b', 'a_x002C_b'],
    ['50%', '50_x0025_'],
    [' padded ', '_x0020_padded_x0020_'],
    ['-', '_x002D_'],
    ['😀', '_x01F600_'],
    ['_x002D_100', '_x005F_x002D_100'],
    ['_x0041?', '_x005F_x0041_x003F_'],
    ['_x', '_x'],
    ['tab\there', 'tab_x0009_here'],
  ])('names the activity %j %s, and back', (activity, stateId) => {
    expect(stateIdOf(activity)).toBe(stateId);
    expect(activityOf(stateId)).toBe(activity);
  });

  it.each(['', 'a'.repeat(129), '?'.repeat(30)])('gives none for %j', (activity) => {
    expect(stateIdOf(activity)).toBeUndefined();
  });

  it('gives a lawful id of which the activity can be told again, for any text', () => {
    const nearMisses = fc.stringMatching(/^(_|x|[0-9A-F]|_x[0-9A-F]{4}_?|-|%|é|\u{1F600}){1,6}$/u);
    fc.assert(
      fc.property(fc.oneof(nearMisses, fc.string({ unit: 'binary', maxLength: 12 })), (activity) => {
        const stateId = stateIdOf(activity);
        if (activity === '' || stateId === undefined) return activity === '';
        return STATE_ID.test(stateId) && activityOf(stateId) === activity;
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a state id without escapes as it is', () => {
    expect(activityOf('_xZZZZ_')).toBe('_xZZZZ_');
    expect(activityOf('_x110000_')).toBe('_x110000_');
  });
});

describe('a log with activities that no state may be named', () => {
  const items = (): AsyncIterable<LogItem> =>
    Readable.from(
      ['New', '-100', 'New'].map((activity, place) => ({
        event: {
          ...{ caseId: 'c', activity, place, attributes: {}, caseAttributes: {} },
          occurredAt: `2026-01-01T00:00:0${place}.000Z`,
        },
      })),
    );

  it('loses their events where nothing is said, and says how to keep them', async () => {
    const found: LogItem[] = [];
    for await (const item of withValidStateIds(items())) found.push(item);
    expect(found).toMatchObject([
      { event: { activity: 'New' } },
      { refusal: { place: 1, code: 'STATE_INVALID', reason: expect.stringContaining('--escape-states') as string } },
      { event: { activity: 'New' } },
    ]);
  });

  it('is discovered with a state for each, whose title is the activity', async () => {
    const log = new DiscoveredLog();
    for await (const item of withValidStateIds(items(), { escapeStates: true }))
      if ('event' in item) log.add(item.event);
    const { document } = discoverDefinition(log, { id: 'Log' });
    expect(document.states).toEqual({
      OPENED: { transitions: [{ target: 'New' }] },
      New: { transitions: [{ target: '_x002D_100' }] },
      _x002D_100: { title: '-100', transitions: [{ target: 'New' }] },
    });
  });
});
