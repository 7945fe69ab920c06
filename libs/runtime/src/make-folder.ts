import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Throws the system's error. `mkdirSync` with `recursive` never returns where a parent
 * exists that takes no folders, as under /proc.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    // Of a file, the system's own error says so.
    mkdirSync(path, { recursive: true });
    return;
  }
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
