import { credentials, problemOf } from './client';
import { OfflineError } from './problem.error';
import type { DefinitionDiff, DefinitionReport, SimulationReport } from './types';

/** JSON is YAML too, and of YAML the ledger says at which line something is wrong. */
const TEXT_TYPE = 'application/yaml';

async function send(address: string, text: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': TEXT_TYPE, ...credentials() },
      body: text,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new OfflineError(error);
  }
}

async function reply<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(body, response);
  return body as Body;
}

/** What is wrong with the text of a definition, and what follows from it; nothing is stored. */
export async function checkText(text: string, signal?: AbortSignal): Promise<DefinitionReport> {
  return reply(await send('/v1/definitions/check', text, signal));
}

/** How the text of a definition differs from a published version. */
export async function diffText(id: string, from: number, text: string): Promise<DefinitionDiff> {
  return reply(await send(`/v1/definitions/${encodeURIComponent(id)}/diff?from=${from}`, text));
}

/** Publishes the text as the next version; the reason is recorded with it. */
export async function publishText(text: string, reason: string): Promise<DefinitionReport> {
  return reply(await send(`/v1/definitions?${new URLSearchParams({ reason })}`, text));
}

export interface SimulationProgress {
  readonly journeys: number;
  readonly total: number;
}

interface SimulationLine {
  readonly progress?: { readonly journeys: number; readonly total: { readonly journeys: number } };
  readonly report?: SimulationReport;
  readonly problem?: { readonly detail: string };
}

/** Replays recorded journeys against the text of a definition, and says how far it is. */
export async function simulateText(
  text: string,
  onProgress: (progress: SimulationProgress) => void,
  signal: AbortSignal,
): Promise<SimulationReport> {
  const response = await send('/v1/definitions/simulate', text, signal);
  if (!response.ok || response.body === null) return reply(response);
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) throw new OfflineError(new Error('The simulation ended early.'));
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { progress, report, problem } = JSON.parse(line) as SimulationLine;
      if (progress) onProgress({ journeys: progress.journeys, total: progress.total.journeys });
      if (problem) throw new Error(problem.detail);
      if (report) return report;
    }
  }
}
