import { Random } from '../support/random';
import { DamagedLedger } from './damaged-ledger';
import { anyBit, structuralBit } from './flipped-bits';

let ledger: DamagedLedger;

beforeAll(async () => {
  ledger = await DamagedLedger.written();
});

afterAll(() => ledger.dispose());

it.each([
  ['anywhere', anyBit],
  ['in the order of a page', structuralBit],
])('200 flipped bits %s: each journey is what was written, or it is refused and named', async (_, choose) => {
  const { faults, refusing } = await ledger.afterFlips(200, new Random(1), choose);
  expect(faults).toEqual([]);
  expect(refusing).toBeGreaterThan(20);
});
