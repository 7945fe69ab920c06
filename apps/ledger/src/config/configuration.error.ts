import { NamedError } from '@ledger/plain-data';

/** A setting that cannot be used: its message is one sentence that names the setting, for the operator alone. */
export class ConfigurationError extends NamedError {}
