import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `view.column` of each column that the documentation describes, sorted. */
export function describedColumns(): readonly string[] {
  const text = readFileSync(join(__dirname, '../../../docs/reference/read-models.md'), 'utf8');
  const described: string[] = [];
  let view = '';
  for (const line of text.split('\n')) {
    view = /^### `analytics\.(\w+)`/.exec(line)?.[1] ?? view;
    const column = /^\| `(\w+)`/.exec(line)?.[1];
    if (column !== undefined) described.push(`${view}.${column}`);
  }
  return described.sort();
}
