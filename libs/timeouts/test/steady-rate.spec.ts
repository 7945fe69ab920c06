import { SteadyRate } from '../src/steady-rate';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');

describe('a steady rate', () => {
  it('begins with what comes in a tenth of a second, and saves up no more', () => {
    const rate = new SteadyRate(1_000);
    expect(rate.allowed(NOW)).toBe(100);
    expect(rate.allowed(NOW + 3_600_000)).toBe(100);
  });

  it('gives no more in a second than it says, however often it is asked', () => {
    const rate = new SteadyRate(1_000);
    rate.spend(rate.allowed(NOW));
    let sent = 0;
    for (let ms = 1; ms <= 1_000; ms++) {
      const allowed = rate.allowed(NOW + ms);
      rate.spend(allowed);
      sent += allowed;
    }
    expect(sent).toBe(1_000);
  });

  it('gives one now and then where the rate is low', () => {
    const rate = new SteadyRate(2);
    rate.spend(rate.allowed(NOW));
    expect([100, 300, 500].map((ms) => rate.allowed(NOW + ms))).toEqual([0, 0, 1]);
  });

  it('gives nothing for a clock that is moved back, and continues from there', () => {
    const rate = new SteadyRate(1_000);
    rate.spend(rate.allowed(NOW));
    expect(rate.allowed(NOW - 3_600_000)).toBe(0);
    expect(rate.allowed(NOW - 3_600_000 + 50)).toBe(50);
  });
});
