import type { TimelineEntry } from '../../apps/console/src/api/types';
import { Replay } from '../../apps/console/src/pages/journey/replay';

const STARTED = {
  stateId: 'ASK',
  enteredAt: '2026-11-02T09:30:00.000Z',
  definitionId: 'Callback',
  definitionVersion: 1,
};

function entry(revision: number, type: string, data: object): TimelineEntry {
  const at = '2026-11-02T09:30:00.000Z';
  return { revision, type, data, from: null, to: null, occurredAt: at, recordedAt: at } as unknown as TimelineEntry;
}

describe('the replay of a journey whose personal data are masked', () => {
  const replay = new Replay();
  replay.append([
    entry(0, 'JourneyStarted', {
      ...STARTED,
      context: { customer: { tier: 'gold' }, verified: false },
      masked: ['phone', 'customer.email'],
    }),
    entry(1, 'JourneyTransitioned', { guard: { expression: 'e', inputs: {}, masked: ['phone'] } }),
    entry(2, 'ContextChanged', { set: { customer: { tier: 'basic' } }, unset: ['phone'] }),
  ]);
  const shown = (revision: number) =>
    [...replay.contextAt(revision)].map(([key, write]) => [
      key,
      write.isMasked ? 'masked' : write.value,
      write.revision,
    ]);

  it('shows which properties the journey has and may not be seen, and who wrote them', () => {
    const atStart = [
      ['customer', { tier: 'gold' }, 0],
      ['customer.email', 'masked', 0],
      ['phone', 'masked', 0],
      ['verified', false, 0],
    ];
    expect(shown(0)).toEqual(atStart);
    // A guard that read one wrote nothing.
    expect(shown(1)).toEqual(atStart);
  });

  it('drops them with the property that they were in', () => {
    expect(shown(2)).toEqual([
      ['customer', { tier: 'basic' }, 2],
      ['verified', false, 0],
    ]);
  });
});
