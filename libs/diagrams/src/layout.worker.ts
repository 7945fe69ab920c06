import { parentPort, workerData } from 'node:worker_threads';
import { dagreLayout } from './dagre-layout';
import type { DiagramGraph } from './diagram.types';
import { elkLayout } from './elk-layout';

/** What a layout thread is given. */
export interface LayoutJob {
  readonly engine: 'elk' | 'dagre';
  readonly graph: DiagramGraph;
}

async function run(): Promise<void> {
  const { engine, graph } = workerData as LayoutJob;
  parentPort?.postMessage(engine === 'elk' ? await elkLayout(graph) : dagreLayout(graph));
}

void run();
