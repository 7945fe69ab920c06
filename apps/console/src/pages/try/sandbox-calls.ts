import { useRead } from '../../api/read';
import { queryClient } from '../../api/query-client';
import type { CommandLine, Sandbox, SandboxEntry, SandboxReply } from '../../api/types';
import { write } from '../../api/write';

const SANDBOX = '/v1/sandboxes/{sandboxId}';
const TIMELINE = '/v1/sandboxes/{sandboxId}/timeline';

/** The session of the one caller of a sandbox. */
export const CALLER = 'caller-1';

/** A call to the sandbox, as a flow would send it, and what came back. */
export interface Exchange {
  readonly sent: CommandLine;
  readonly answer: SandboxReply;
}

export function openSandbox(definitionId: string, definitionVersion: number): Promise<Sandbox> {
  return write('post', '/v1/sandboxes', { body: { definitionId, definitionVersion } });
}

/** Sends commands one after the other; gives the last of them with its answer. */
export async function sendAll(sandboxId: string, lines: readonly CommandLine[]): Promise<Exchange | undefined> {
  const params = { path: { sandboxId } };
  let exchange: Exchange | undefined;
  try {
    for (const sent of lines) {
      const answer = await write('post', '/v1/sandboxes/{sandboxId}/commands', { ...params, body: sent });
      exchange = { sent, answer };
    }
  } finally {
    await refresh(params);
  }
  return exchange;
}

/** Lets time pass: ISO 8601, such as `PT2M`. Gives what happened meanwhile. */
export async function advance(sandboxId: string, length: string): Promise<readonly SandboxEntry[]> {
  const params = { path: { sandboxId } };
  const { happened } = await write('post', '/v1/sandboxes/{sandboxId}/clock', { ...params, body: { advance: length } });
  await refresh(params);
  return happened;
}

async function refresh({ path }: { readonly path: object }): Promise<void> {
  for (const queryKey of [
    [SANDBOX, { path }],
    [TIMELINE, { path }],
  ])
    await queryClient.invalidateQueries({ queryKey });
}

export const useSandbox = (sandboxId: string) => useRead(SANDBOX, { path: { sandboxId } });

export const useSandboxTimeline = (sandboxId: string) => useRead(TIMELINE, { path: { sandboxId } });
