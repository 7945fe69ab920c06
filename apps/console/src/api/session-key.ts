import { Shared, useShared } from './shared';

const ITEM = 'journey-ledger.key';

/** With each sign-in, also with the same key, there is another one: what was refused is asked for again. */
interface Session {
  readonly number: number;
  /** The API key of this tab: kept until the tab is closed, sent to this origin alone, never part of an address. */
  readonly key: string | undefined;
}

const storedKey = (): string | undefined => sessionStorage.getItem(ITEM) ?? undefined;
const session = new Shared<Session>({ number: 0, key: storedKey() });
/** Whether the ledger refused a call for want of a valid key. */
const asked = new Shared(false);

export function sessionKey(): string | undefined {
  return session.get().key;
}

export function signIn(entered: string): void {
  sessionStorage.setItem(ITEM, entered);
  asked.set(false);
  beginSession();
}

export function signOut(): void {
  sessionStorage.removeItem(ITEM);
  beginSession();
}

/** All is asked for again, with the key that this tab has now. */
export function beginSession(): void {
  session.set({ number: session.get().number + 1, key: storedKey() });
}

/** The ledger refused a call for want of a valid key. */
export function askForKey(): void {
  asked.set(true);
}

/** Which session of this tab it is, for what has to be asked for again in each. */
export function sessionNumber(): number {
  return session.get().number;
}

export function useSessionNumber(): number {
  return useShared(session).number;
}

export interface SignIn {
  readonly isSignedIn: boolean;
  /** Whether the ledger wants a key that this tab does not have. */
  readonly isAsked: boolean;
}

export function useSignIn(): SignIn {
  return { isSignedIn: useShared(session).key !== undefined, isAsked: useShared(asked) };
}
