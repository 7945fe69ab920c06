export { journeySpec } from './journey-spec';
export type { Expectations, JourneySpec, SpecCommand, SpecEvent } from './journey-spec';
export { appendedBy, recorded } from './recorded-journey';
export { paymentCall, paymentCallDocument } from './payment-call';
