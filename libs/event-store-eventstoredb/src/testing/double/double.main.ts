import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { defined } from '@ledger/plain-data';
import { EventStoreDbDouble } from './event-store-db-double';

/*
 * The double as a process of its own:
 *   node -r ./scripts/run/register.cjs libs/event-store-eventstoredb/src/testing/double/double.main.ts [--port N] [--server-version V]
 * Prints one line of JSON, `{ "port", "url" }`, when it listens. Lines on its standard input: `stop`, `start`, `drop`,
 * `drop-after-commit [n]`, `drop-before-commit [n]`, `delay [ms]`, `count`; each is answered by one line of JSON. Ends
 * on SIGTERM and when its standard input is closed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, 'server-version': { type: 'string' } } });
  const serverVersion = values['server-version'];
  const double = await EventStoreDbDouble.start(defined({ port: Number(values.port ?? 0), serverVersion }));
  const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
  const lines = createInterface({ input: process.stdin });
  lines.once('close', () => void double.close());
  process.once('SIGTERM', () => {
    lines.close();
    process.stdin.destroy();
  });
  let done: Promise<void> = Promise.resolve();
  lines.on('line', (line) => {
    const [command = '', argument] = line.trim().split(/\s+/);
    done = done
      .then(() => obey(double, command, argument === undefined ? undefined : Number(argument)))
      .then(
        (answer) => say({ command, ...answer }),
        (error: unknown) => say({ command, error: String(error) }),
      );
  });
  say({ port: double.port, url: double.url });
}

async function obey(double: EventStoreDbDouble, command: string, argument: number | undefined): Promise<object> {
  switch (command) {
    case 'stop':
      await double.stop();
      return {};
    case 'start':
      await double.start();
      return {};
    case 'drop':
      double.drop();
      return {};
    case 'drop-after-commit':
      double.dropAfterCommit(argument);
      return {};
    case 'drop-before-commit':
      double.dropBeforeCommit(argument);
      return {};
    case 'delay':
      double.delay(argument ?? 0);
      return {};
    case 'count':
      return { events: double.log.all.filter(({ stream }) => !stream.startsWith('$')).length };
    default:
      throw new Error(`There is no command ${JSON.stringify(command)}.`);
  }
}

void main();
