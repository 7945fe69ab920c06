export type ReadModelErrorCode = 'CURSOR_INVALID' | 'READ_MODELS_UNAVAILABLE' | 'READ_MODELS_NEWER';

/** Every error of the read models: a stable code, a sentence, and whether the same call may succeed later. */
export abstract class ReadModelError extends Error {
  abstract readonly code: ReadModelErrorCode;
  abstract readonly retryable: boolean;
}

/** A cursor that no earlier page of this search gave. */
export class InvalidCursorError extends ReadModelError {
  readonly code = 'CURSOR_INVALID';
  readonly retryable = false;
  override readonly name = 'InvalidCursorError';
  constructor(options?: ErrorOptions) {
    super('This cursor belongs to another search. Repeat its filters, or omit the cursor.', options);
  }
}

/** The database of the read models does not answer, or cannot be opened. */
export class ReadModelsUnavailableError extends ReadModelError {
  readonly code = 'READ_MODELS_UNAVAILABLE';
  readonly retryable = true;
  override readonly name = 'ReadModelsUnavailableError';
}

/** A later version of this software has changed the database's schema. */
export class ReadModelsNewerError extends ReadModelError {
  readonly code = 'READ_MODELS_NEWER';
  readonly retryable = false;
  override readonly name = 'ReadModelsNewerError';
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
