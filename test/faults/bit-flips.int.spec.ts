import { Random } from '../support/random';
import { DamagedLedger } from './damaged-ledger';
import { anyBit, structuralBit, swapIndexEntries } from './flipped-bits';

let ledger: DamagedLedger;

beforeAll(async () => {
  ledger = await DamagedLedger.written();
});

afterAll(() => ledger.dispose());

it.each([
  ['anywhere', anyBit],
  ['in the order of a page', structuralBit],
])('a flipped bit %s: each journey is what was written, or it is refused and named', async (_, choose) => {
  const { faults, refusing } = await ledger.afterFlips(20, new Random(7), choose);
  expect(faults).toEqual([]);
  expect(refusing).toBeGreaterThan(0);
});

it('two entries of an index that lead to each other’s journey: both are refused and named, and no other', async () => {
  const swap = (path: string): void => swapIndexEntries(path, 'journey.default-k70', 'journey.default-k71');
  expect(await ledger.after(swap)).toEqual({ refused: 2, faults: [] });
});
