import { RESOURCE_PROPERTY } from '@ledger/journey';

/** Keys of the standard extensions that the ledger reads and writes (IEEE 1849-2016, section 5.6). */
export const CONCEPT_NAME = 'concept:name';
export const TIMESTAMP = 'time:timestamp';
export const RESOURCE = RESOURCE_PROPERTY;
export const LIFECYCLE = 'lifecycle:transition';
/** What an event without a transition of its lifecycle is taken for. */
export const COMPLETE = 'complete';

/** Prefixes of the extensions whose event attributes say who, how or at what cost: of this event, and not of the next. */
const EVENT_BOUND = /^(?:org|lifecycle|concept|cost|identity|time):/;

/** Whether an attribute is about its event alone, so that the next event of the case does not have it too. */
export function isEventBound(key: string): boolean {
  return EVENT_BOUND.test(key);
}

/** Whether a context property is a standard extension's attribute; an event's name and time are the ledger's to say. */
export function isStandardAttribute(key: string): boolean {
  return isEventBound(key) && STANDARD_KEY.test(key) && key !== CONCEPT_NAME && key !== TIMESTAMP;
}

const STANDARD_KEY = /^[a-z]+:[A-Za-z_][A-Za-z0-9._-]*$/;
