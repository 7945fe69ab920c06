// Without imports: it is loaded before Jest knows the names of our libs.

/** Stands in every secret text that tests use in the open; what tests may show has it nowhere. */
export const PLANTED = 'pl4nted';

export const PLANTED_CLIENT_SECRET = `${PLANTED} of a client: with + and %41`;
export const PLANTED_STORE_PASSWORD = `${PLANTED}-of-the-event-store`;
export const PLANTED_CARD = '4111 1111 1111 1111';
/** Of a property with `x-personal`: the ledger and its read models hold it, and nothing else does. */
export const PLANTED_PERSONAL = 'Z3bra-4711';
