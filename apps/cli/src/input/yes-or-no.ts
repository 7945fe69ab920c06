import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Terminal } from '../terminal';

/** Whether a person can be asked: scripts must say beforehand what they want. */
export function isInteractive({ in: input, err }: Terminal): boolean {
  return input.isTTY === true && err.isTTY === true;
}

/** Asks a person; anything but yes, the end of the input included, is a no. */
export async function yesOrNo(terminal: Terminal, question: string): Promise<boolean> {
  const dialogue = createInterface({ input: terminal.in, output: terminal.err });
  try {
    const ended = once(dialogue, 'close').then(() => '');
    const answer = await Promise.race([dialogue.question(`${question} [y/N] `), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    dialogue.close();
  }
}
