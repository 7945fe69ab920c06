import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { PublishedDefinition } from '@ledger/command-handling';
import { layOut, type DiagramLayout } from '@ledger/diagrams';
import { KeyedQueue } from '@ledger/runtime';

/** Layouts that are remembered; one of a usual definition is some 20 kB. */
const MOST_LAYOUTS = 200;

/** Lays definitions out, each version once: a version never changes. One at a time, since each takes a processor. */
@Injectable()
export class DefinitionLayouts {
  private readonly known = new LRUCache<string, Promise<DiagramLayout>>({ max: MOST_LAYOUTS });
  private readonly queue = new KeyedQueue();

  of({ hash, document }: Pick<PublishedDefinition, 'hash' | 'document'>): Promise<DiagramLayout> {
    const known = this.known.get(hash);
    if (known !== undefined) return known;
    const layout = this.queue.take('layout', () => layOut(document));
    this.known.set(hash, layout);
    layout.catch(() => this.known.delete(hash));
    return layout;
  }
}
