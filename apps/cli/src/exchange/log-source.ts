import { logCommands, type LogCommandOptions, type LogItem, type LogRefusal, type OpenLog } from '@ledger/exchange';
import type { LineSource } from '../input/line-source';

/**
 * A log as lines of commands, each with its place in the file. What cannot be taken goes to `refuse`, in its order among
 * the lines.
 */
export function logSource(
  log: OpenLog,
  items: AsyncIterable<LogItem>,
  options: LogCommandOptions,
  refuse: (refusal: LogRefusal) => Promise<void>,
): LineSource {
  async function* lines(): ReturnType<LineSource['lines']> {
    for await (const command of logCommands(items, options)) {
      if ('refusal' in command) await refuse(command.refusal);
      else yield { number: command.place, text: JSON.stringify(command.line) };
    }
  }
  return { totalBytes: log.bytes, bytesRead: () => log.readBytes(), lines };
}
