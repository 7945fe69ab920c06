import { useSyncExternalStore } from 'react';

const ITEM = 'journey-ledger.key';

/** The API key of this tab: kept until the tab is closed, sent to this origin alone, never part of an address. */
let key = sessionStorage.getItem(ITEM) ?? undefined;
let isAsked = false;
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

export function sessionKey(): string | undefined {
  return key;
}

export function signIn(entered: string): void {
  key = entered;
  isAsked = false;
  sessionStorage.setItem(ITEM, entered);
  changed();
}

export function signOut(): void {
  key = undefined;
  sessionStorage.removeItem(ITEM);
  changed();
}

/** The ledger refused a call for want of a valid key. */
export function askForKey(): void {
  if (isAsked) return;
  isAsked = true;
  changed();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For what has to be asked again with another key, also after one that was refused. */
export function useSessionKey(): string | undefined {
  return useSyncExternalStore(subscribe, sessionKey);
}

export interface SignIn {
  readonly isSignedIn: boolean;
  /** Whether the ledger wants a key that this tab does not have. */
  readonly isAsked: boolean;
}

export function useSignIn(): SignIn {
  const isSignedIn = useSyncExternalStore(subscribe, () => key !== undefined);
  return { isSignedIn, isAsked: useSyncExternalStore(subscribe, () => isAsked) };
}
