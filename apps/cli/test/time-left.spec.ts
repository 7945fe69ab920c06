import type { Position } from '@ledger/event-store';
import { TimeLeft } from '../src/copy/time-left';

it('says how long the rest takes at the pace so far, and nothing where that is not known or nothing is left', () => {
  let now = 1_000;
  const left = new TimeLeft(() => now);
  const at = (way: number): string => left.text(`${way}/0` as Position, '1000/0' as Position);
  expect(at(100)).toBe('');
  now += 10_000;
  expect(at(300)).toMatch(/^, about 35\D* left$/);
  now += 10_000;
  expect(at(1_000)).toBe('');
});
