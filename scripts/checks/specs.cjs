'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../set-up/run.cjs');

/** Spec files, as paths from the root, whose text is as `holds` says. */
function specsWhere(holds) {
  return ['apps', 'libs', 'test']
    .flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.spec.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`) && holds(fs.readFileSync(file, 'utf8')))
    .map((file) => path.relative(ROOT, file));
}

/** Those with a property that tries as many examples as it is told to: others would do the same work again. */
const specsOfOpenProperties = () =>
  specsWhere((text) => occurrences(text, /fc\.assert\(/g) > occurrences(text, /numRuns: [\d_]+/g));

function occurrences(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}

module.exports = { specsOfOpenProperties };
