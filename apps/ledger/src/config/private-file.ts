import { statSync } from 'node:fs';
import { ConfigurationError } from './configuration.error';

/** Rights of all but the owner, and writing by the group: a container may get its secrets by its group. */
const OF_OTHERS = 0o037;

/**
 * Refuses a file of secrets that others can read or write; one that is missing is for its reader to refuse. Windows has
 * no such modes.
 * @param setting names the file in the sentence.
 */
export function refuseOpenFile(setting: string, path: string): void {
  const mode = (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
  if ((mode & OF_OTHERS) === 0 || process.platform === 'win32') return;
  throw new ConfigurationError(
    `${setting} must be readable by its owner alone: run chmod 600 ${path} (it is ${mode.toString(8)}).`,
  );
}
