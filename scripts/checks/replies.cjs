#!/usr/bin/env node
// replies.cjs <folder>: which successes of the API document no spec was given and found right. The folder holds what
// the workers of a whole run of the specs wrote (LEDGER_REPLIES_DIR); each that is missing fails the check.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'reference', 'openapi.json');

/** Method, path, status and media type of every success, as `test/support/reply-checker.ts` names them. */
function documentedSuccesses({ paths }) {
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) < 400)
        .flatMap(([status, { content = { '': {} } }]) =>
          Object.keys(content).map((type) => `${method.toUpperCase()} ${template} ${status} ${type}`.trim()),
        ),
    ),
  );
}

function main(folder) {
  const seen = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  const validated = new Set(seen.join('').split('\n'));
  const all = documentedSuccesses(JSON.parse(fs.readFileSync(DOCUMENT, 'utf8')));
  const missing = all.filter((success) => !validated.has(success));
  console.log(`${all.length - missing.length} of ${all.length} documented successes were validated.`);
  for (const success of missing) console.log(`Never validated by any spec: ${success}`);
  return missing.length === 0 ? 0 : 1;
}

module.exports = { documentedSuccesses };
if (require.main === module) process.exitCode = main(process.argv[2]);
