import { callAddress } from './call-address';
import { fetched, unanswered } from './client';
import type { DefinitionDiff, DefinitionReport, SimulationReport } from './types';

/** JSON is YAML too, and of YAML the ledger says at which line something is wrong. */
const TEXT_TYPE = 'application/yaml';

function send(address: string, text: string, signal: AbortSignal | null = null): Promise<Response> {
  return fetched(address, { method: 'POST', headers: { 'Content-Type': TEXT_TYPE }, body: text, signal });
}

async function reply<Body>(sent: Promise<Response>): Promise<Body> {
  try {
    return (await (await sent).json()) as Body;
  } catch (error) {
    throw unanswered(error);
  }
}

/** What is wrong with the text of a definition, and what follows from it; nothing is stored. */
export async function checkText(text: string, signal?: AbortSignal): Promise<DefinitionReport> {
  return reply(send('/v1/definitions/check', text, signal));
}

/** How the text of a definition differs from a published version. */
export async function diffText(id: string, from: number, text: string): Promise<DefinitionDiff> {
  return reply(send(callAddress(['v1', 'definitions', id, 'diff'], { from }), text));
}

/** Publishes the text as the next version; the reason is recorded with it. */
export async function publishText(text: string, reason: string): Promise<DefinitionReport> {
  return reply(send(callAddress(['v1', 'definitions'], { reason }), text));
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
  const { body } = await send('/v1/definitions/simulate', text, signal);
  const pieces = body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const piece = await pieces?.read().catch((error: unknown) => {
      throw unanswered(error);
    });
    if (piece?.value === undefined) throw unanswered(new Error('The simulation ended early.'));
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { progress, report, problem } = JSON.parse(line) as SimulationLine;
      if (progress) onProgress({ journeys: progress.journeys, total: progress.total.journeys });
      if (problem) throw new Error(problem.detail);
      if (report) return report;
    }
  }
}
