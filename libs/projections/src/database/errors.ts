import { NamedError } from '@ledger/plain-data';

export type ReadModelErrorCode = 'CURSOR_INVALID' | 'READ_MODELS_UNAVAILABLE' | 'READ_MODELS_NEWER' | 'LEDGER_BEHIND';

/** Every error of the read models: a stable code, a sentence, and whether the same call may succeed later. */
export abstract class ReadModelError extends NamedError {
  abstract readonly code: ReadModelErrorCode;
  readonly retryable: boolean = false;
}

/** A cursor that no earlier page of this search gave. */
export class InvalidCursorError extends ReadModelError {
  readonly code = 'CURSOR_INVALID';
  constructor(options?: ErrorOptions) {
    super('This cursor belongs to another search. Repeat its filters, or omit the cursor.', options);
  }
}

/** The database of the read models does not answer, or cannot be opened. */
export class ReadModelsUnavailableError extends ReadModelError {
  readonly code = 'READ_MODELS_UNAVAILABLE';
  override readonly retryable = true;
  /** Whether the settings of the connection are wrong, so that waiting does not help. */
  readonly isMisconfigured: boolean;
  constructor(message: string, { isMisconfigured = false, ...options }: AwayOptions = {}) {
    super(message, options);
    this.isMisconfigured = isMisconfigured;
  }
}

type AwayOptions = ErrorOptions & { readonly isMisconfigured?: boolean };

/** A later version of this software has changed the database's schema. */
export class ReadModelsNewerError extends ReadModelError {
  readonly code = 'READ_MODELS_NEWER';
  constructor(
    readonly database: string,
    readonly migration: string,
  ) {
    super(
      `The read models in ${database} were written by a later version (migration ${migration}). Run that version, ` +
        'or delete them and they are rebuilt from the ledger.',
    );
  }
}

/** The read models know more events than the ledger holds, which has lost some. */
export class LedgerBehindError extends ReadModelError {
  readonly code = 'LEDGER_BEHIND';
  constructor(
    readonly database: string,
    { missing, held, known }: { readonly missing: number; readonly held: number; readonly known: number },
  ) {
    super(
      `${missing} events are missing: the ledger holds ${held}, and the read models in ${database} were built from ` +
        `${known}. While no server runs, put back the ledger's file with its -wal file, or a newer backup. To continue ` +
        `without them, start once with ACCEPT_LOSS=${missing} (npm start -- --accept-loss ${missing}): the loss is ` +
        'recorded, and these read models are kept.',
    );
  }
}
