'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../set-up/run.cjs');

/** Spec files, as paths from the root, whose text holds `word`. */
function specsThatMention(word) {
  return ['apps', 'libs', 'test']
    .flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.spec.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter(
      (file) => !file.includes(`${path.sep}node_modules${path.sep}`) && fs.readFileSync(file, 'utf8').includes(word),
    )
    .map((file) => path.relative(ROOT, file));
}

module.exports = { specsThatMention };
