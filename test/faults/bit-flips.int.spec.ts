import { describeFlippedBits } from './damaged-ledger';
import { swapIndexEntries } from './flipped-bits';

const ledger = describeFlippedBits(20, 7, 1);

it('two entries of an index that lead to each other’s journey: both are refused and named, and no other', async () => {
  const swap = (path: string): void => swapIndexEntries(path, 'journey.default-k70', 'journey.default-k71');
  expect(await ledger().after(swap)).toEqual({ refused: 2, faults: [] });
});
