import type { Position } from '@ledger/event-store';
import type { Terminal } from '../terminal';
import { progressOn, type Progress } from './progress';

/** A bar over positions, events in a ledger file and log bytes in an EventStoreDB: the total of events is not known. */
export class PositionBar {
  #progress: Progress | undefined;

  constructor(
    readonly title: string,
    readonly terminal: Terminal,
    readonly quiet: boolean,
  ) {}

  update(position: Position, end: Position | undefined, note: string): void {
    if (this.quiet) return;
    this.#progress ??= progressOn(this.terminal.err, this.title, end === undefined ? undefined : wayOf(end));
    this.#progress.update(wayOf(position), note);
  }

  stop(): void {
    this.#progress?.stop();
    this.#progress = undefined;
  }
}

/** A position as a number to measure by. */
export function wayOf(position: Position): number {
  return Number(position.split('/')[0]);
}
