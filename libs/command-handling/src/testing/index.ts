export { CALLER, CommandHandlingFixture } from './command-handling-fixture';
export { PAYMENT_DEFINITION } from './payment-definition';
export { RecordedLog } from './recorded-log';
export { SharedEventStore } from './shared-event-store';
