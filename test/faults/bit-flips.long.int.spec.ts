import { describeFlippedBits } from './damaged-ledger';

describeFlippedBits(200, 1, 21);
