import { useSyncExternalStore } from 'react';

/** A value outside React that any component shows as it is now. */
export class Shared<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  /** Whether any component shows it. */
  get isShown(): boolean {
    return this.listeners.size > 0;
  }

  readonly get = (): T => this.value;

  set(next: T): void {
    if (Object.is(next, this.value)) return;
    this.value = next;
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export function useShared<T>(shared: Shared<T>): T {
  return useSyncExternalStore(shared.subscribe, shared.get);
}
