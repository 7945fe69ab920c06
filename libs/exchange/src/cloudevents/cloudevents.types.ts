/** Prefix of the ledger's event types in CloudEvents (reverse DNS, CloudEvents 1.0 section 3.1.1 "type"). */
export const TYPE_PREFIX = 'io.journey-ledger.';

/** Payload field that names the state entered, by type; other types enter none. */
const STATE_FIELD: ReadonlyMap<string, string> = new Map([
  [`${TYPE_PREFIX}JourneyStarted`, 'stateId'],
  [`${TYPE_PREFIX}JourneyTransitioned`, 'to'],
  [`${TYPE_PREFIX}ABORT_TIMEOUT`, 'to'],
  [`${TYPE_PREFIX}JourneyRestarted`, 'to'],
  [`${TYPE_PREFIX}JourneyMoved`, 'to'],
]);

/** Whether the ledger writes such events. */
export function isLedgerType(type: string): boolean {
  return type.startsWith(TYPE_PREFIX);
}

export function entersState(type: string): boolean {
  return STATE_FIELD.has(type);
}

/** State that such an event entered. */
export function stateEntered(type: string, data: Readonly<Record<string, unknown>>): string | undefined {
  const field = STATE_FIELD.get(type);
  const state = field === undefined ? undefined : data[field];
  return typeof state === 'string' ? state : undefined;
}

/** How such an event came into its state; undefined for an ordinary move. */
export function moveOf(type: string): 'start' | 'restart' | undefined {
  if (type === `${TYPE_PREFIX}JourneyStarted`) return 'start';
  return type === `${TYPE_PREFIX}JourneyRestarted` ? 'restart' : undefined;
}
