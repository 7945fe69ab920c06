import { position } from '@ledger/event-store';
import { LowWatermark } from '../src/requests/low-watermark';

const event = (place: number): { id: string; position: ReturnType<typeof position> } => ({
  id: `event-${place}`,
  position: position(String(place)),
});

describe('how far a consumer is that handles several events at once', () => {
  it('is up to the first event that is not done', () => {
    const water = new LowWatermark(undefined);
    expect(water.reached).toBeUndefined();
    water.pass(event(1));
    expect(water.reached).toEqual({ position: '1', anchor: { eventId: 'event-1', after: undefined } });
    const second = water.begin(event(2));
    water.pass(event(3));
    water.pass(event(4));
    const fifth = water.begin(event(5));
    water.pass(event(6));
    fifth();
    expect(water.reached?.position).toBe('1');
    second();
    expect(water.reached).toEqual({ position: '6', anchor: { eventId: 'event-6', after: '5' } });
  });

  it('continues from where it was', () => {
    const water = new LowWatermark({ position: position('7') });
    expect(water.reached?.position).toBe('7');
    const done = water.begin(event(8));
    expect(water.reached?.position).toBe('7');
    done();
    expect(water.reached).toEqual({ position: '8', anchor: { eventId: 'event-8', after: '7' } });
  });
});
