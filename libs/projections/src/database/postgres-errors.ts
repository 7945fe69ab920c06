import { isNativeError } from 'node:util/types';
import { DatabaseError } from 'pg';
import { ReadModelError, ReadModelsUnavailableError } from './errors';

/**
 * Classes of SQLSTATE (PostgreSQL documentation, appendix A) in which the database, not the statement, is at fault:
 * connection, transaction state (a standby takes no writes), authorisation, catalogue name, rollback (deadlock),
 * resources, object state (lock not available), operator intervention, system, configuration, internal.
 */
const AWAY_CLASSES = new Set(['08', '25', '28', '3D', '40', '53', '55', '57', '58', 'F0', 'XX']);
const INSUFFICIENT_PRIVILEGE = '42501';
/** Undefined column and undefined table: the live tables are still those of another version. */
const NOT_BUILT_YET = new Set(['42703', '42P01']);

const SAYS_THAT_IT_IS_AWAY = new RegExp(
  [
    'Connection terminated', // the server, or a proxy before it, closed the connection
    'Connection ended',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error',
    'Client was closed',
    'Cannot use a pool after calling end',
    'driver has already been destroyed',
    'SSL',
    'certificate',
    'altnames',
    'password must be a string',
  ].join('|'),
  'i',
);

/** The error as `ReadModelsUnavailableError` if the server is at fault; any other as it is. */
export function translatePostgresError(error: unknown, database: string): unknown {
  if (!isNativeError(error) || error instanceof ReadModelError || !isServersFault(error)) return error;
  return new ReadModelsUnavailableError(`The read models in ${database} do not answer (${reasonOf(error)}).`, {
    cause: error,
    isMisconfigured: isMisconfigured(error),
  });
}

/** Authorisation and catalogue name; what TLS and the driver say of the connection string. */
const MISCONFIGURED_CLASSES = new Set(['28', '3D']);
const MISCONFIGURED = /SSL|certificate|altnames|password must be a string/i;

function isMisconfigured(error: Error): boolean {
  if (error instanceof DatabaseError) return MISCONFIGURED_CLASSES.has(error.code?.slice(0, 2) ?? '');
  return !('syscall' in error) && MISCONFIGURED.test(error.message);
}

function isServersFault(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof DatabaseError) {
    return AWAY_CLASSES.has(code.slice(0, 2)) || code === INSUFFICIENT_PRIVILEGE || NOT_BUILT_YET.has(code);
  }
  // Node's network errors have a code and a system call; the driver's own have only a message.
  return 'syscall' in error || 'errors' in error || SAYS_THAT_IT_IS_AWAY.test(error.message);
}

/** If every address of a name refuses, Node's message is empty. */
function reasonOf(error: Error): string {
  if (error.message === '' && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors.map((each: unknown) => (isNativeError(each) ? each.message : String(each))).join('; ');
  }
  return error.message;
}
