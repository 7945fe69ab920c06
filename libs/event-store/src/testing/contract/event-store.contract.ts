import { atomicityContract } from './atomicity.contract';
import { expectedRevisionContract } from './expected-revision.contract';
import { failureContract } from './failure.contract';
import type { ContractContext, Harness, Without } from './harness';
import { ledgerOrderContract } from './ledger-order.contract';
import { payloadContract } from './payload.contract';
import { readingContract } from './reading.contract';
import { removalContract } from './removal.contract';
import { subscriptionContract } from './subscription.contract';

/**
 * What every event store has to pass, in the numbered rows of the contract. An adapter enrols in one line:
 *
 *     eventStoreContract('SQLite file', openSqliteHarness);
 *
 * Tests use streams and categories of their own, so one ledger serves them all and may hold other events. What a
 * harness cannot do is declared in `without`, with the reason, and shows as skipped.
 */
export function eventStoreContract(name: string, open: () => Promise<Harness>, without: Without = {}): void {
  describe(`Event store contract: ${name}`, () => {
    let current: Harness | undefined;

    beforeAll(async () => {
      current = await open();
    });

    afterAll(async () => {
      await current?.dispose();
    });

    const harness = (): Harness => {
      if (current === undefined) throw new Error('The harness did not open.');
      return current;
    };
    const context: ContractContext = {
      harness,
      store: () => harness().store,
      itWith: (ability, title, test, timeoutMs) => {
        const reason = without[ability];
        if (reason !== undefined) {
          it.skip(`${title} (not here: ${reason})`, test);
          return;
        }
        it(
          title,
          async () => {
            // A harness that silently lacked an ability would make its row pass without having run.
            if (harness()[ability] === undefined)
              throw new Error(`The harness neither has ${ability} nor says why not.`);
            await test();
          },
          timeoutMs,
        );
      },
    };
    expectedRevisionContract(context);
    atomicityContract(context);
    readingContract(context);
    payloadContract(context);
    ledgerOrderContract(context);
    subscriptionContract(context);
    removalContract(context);
    failureContract(context, open, without);
  });
}
