import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answered, ledger } from '../../api/client';
import { queryClient } from '../../api/query-client';
import type { CommandLine, Sandbox, SandboxEntry, SandboxReply } from '../../api/types';

/** The session of the one caller of a sandbox. */
export const CALLER = 'caller-1';

/** A call to the sandbox, as a flow would send it, and what came back. */
export interface Exchange {
  readonly sent: CommandLine;
  readonly answer: SandboxReply;
}

export function openSandbox(definitionId: string, definitionVersion: number): Promise<Sandbox> {
  return answered(ledger.POST('/v1/sandboxes', { body: { definitionId, definitionVersion } }));
}

/** Sends commands one after the other; gives the last of them with its answer. */
export async function sendAll(sandboxId: string, lines: readonly CommandLine[]): Promise<Exchange | undefined> {
  const params = { path: { sandboxId } };
  let exchange: Exchange | undefined;
  try {
    for (const sent of lines) {
      const answer = await answered(ledger.POST('/v1/sandboxes/{sandboxId}/commands', { params, body: sent }));
      exchange = { sent, answer };
    }
  } finally {
    await refresh(sandboxId);
  }
  return exchange;
}

/** Lets time pass: ISO 8601, such as `PT2M`. Gives what happened meanwhile. */
export async function advance(sandboxId: string, length: string): Promise<readonly SandboxEntry[]> {
  const { happened } = await answered(
    ledger.POST('/v1/sandboxes/{sandboxId}/clock', { params: { path: { sandboxId } }, body: { advance: length } }),
  );
  await refresh(sandboxId);
  return happened;
}

async function refresh(sandboxId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['sandbox', sandboxId] });
}

export function useSandbox(sandboxId: string): UseQueryResult<Sandbox> {
  return useQuery({
    queryKey: ['sandbox', sandboxId],
    queryFn: () => answered(ledger.GET('/v1/sandboxes/{sandboxId}', { params: { path: { sandboxId } } })),
  });
}

export function useSandboxTimeline(sandboxId: string): UseQueryResult<{ readonly entries: readonly SandboxEntry[] }> {
  return useQuery({
    queryKey: ['sandbox', sandboxId, 'timeline'],
    queryFn: () => answered(ledger.GET('/v1/sandboxes/{sandboxId}/timeline', { params: { path: { sandboxId } } })),
  });
}
