import { CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { DefinitionDocument, UpgradeDefinition } from '@ledger/journey';
import { FakeTime } from '@ledger/runtime/testing';

const { PAY, NOTE, WELCOME, IDENTIFY, ...others } = PAYMENT_DEFINITION.states;
export { WELCOME };

/** What the context of the first version has. */
export const properties = PAYMENT_DEFINITION.context!['properties'] as object;

/** PAY is called PAYMENT and takes five minutes; every journey has a tier. */
export function second(upgrade: UpgradeDefinition = {}, over: Partial<DefinitionDocument> = {}): DefinitionDocument {
  const renamed = (state: typeof WELCOME) => ({
    ...state,
    transitions: state!.transitions!.map((one) => (one.target === 'PAY' ? { ...one, target: 'PAYMENT' } : one)),
  });
  return {
    ...PAYMENT_DEFINITION,
    version: 2,
    states: {
      ...{ ...others, WELCOME: renamed(WELCOME), IDENTIFY: renamed(IDENTIFY), NOTE: renamed(NOTE) },
      PAYMENT: { ...PAY, timeout: { after: 'PT5M', target: 'CALL_BACK' } },
    },
    context: {
      ...PAYMENT_DEFINITION.context,
      required: ['tier'],
      properties: { ...properties, tier: { type: 'string', default: 'basic' } },
    },
    upgrade: { states: { PAY: 'PAYMENT' }, ...upgrade },
    ...over,
  };
}

/** A ledger of its own with the payment call, whose journey `s1` has started. */
export async function startedCall(): Promise<{
  time: FakeTime;
  store: InMemoryEventStore;
  handling: CommandHandlingFixture;
}> {
  const time = new FakeTime();
  const store = new InMemoryEventStore({ now: () => time.now() });
  const handling = await new CommandHandlingFixture(store, time).publish();
  await handling.start('s1');
  return { time, store, handling };
}
