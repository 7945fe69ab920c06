import { once } from 'node:events';
import { join } from 'node:path';
import type { DefinitionDocument } from '@ledger/journey';
import { startWorker, within } from '@ledger/runtime';
import { diagramGraph } from './diagram-graph';
import type { DiagramGraph, DiagramLayout } from './diagram.types';
import type { LayoutJob } from './layout.worker';
import { rowsLayout } from './rows-layout';

const MEMORY_MB = 512;

/** How long each engine may take, milliseconds, the start of its thread included. */
export interface LayoutLimits {
  readonly elkMs: number;
  readonly dagreMs: number;
}

const LIMITS: LayoutLimits = { elkMs: 10_000, dagreMs: 10_000 };

/** The diagram of a definition. Each engine works in a thread that ends with it, so its caller is not held up. */
export async function layOut(document: DefinitionDocument, limits: LayoutLimits = LIMITS): Promise<DiagramLayout> {
  const graph = diagramGraph(document);
  return (
    (await placedBy('elk', graph, limits.elkMs)) ??
    (await placedBy('dagre', graph, limits.dagreMs)) ??
    rowsLayout(graph)
  );
}

/** Undefined if the engine takes too long or too much memory. */
async function placedBy(
  engine: LayoutJob['engine'],
  graph: DiagramGraph,
  limitMs: number,
): Promise<DiagramLayout | undefined> {
  const workerData: LayoutJob = { engine, graph };
  const worker = startWorker(join(__dirname, 'layout.worker'), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  try {
    // `once` rejects at the thread's error, too.
    const [layout] = (await within(limitMs, once(worker, 'message'))) as [DiagramLayout];
    return layout;
  } catch {
    return undefined;
  } finally {
    worker.on('error', () => undefined);
    await worker.terminate();
  }
}
