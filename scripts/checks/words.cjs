#!/usr/bin/env node
// npm run words [-- file or folder ...]: finds wording that reads as translated and names that hide what they mean.
// `-` checks a text from standard input, such as /openapi.json. Prints `file:line: phrase → better words` for each place
// and ends with 1 if there is one.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { NAMES, WORDS } = require('./words.table.cjs');

const ROOT = path.resolve(__dirname, '../..');

const CODE = /\.(?:tsx?|cjs|mjs|js)$/;
const PROSE = /\.(?:md|json|ya?ml|sh|html|css)$|(?:^|\/)(?:\.env\.example|Dockerfile|run)$/;

/** What quotes the phrases, what is recorded and never changes, and what is generated from texts that are checked. */
const EXCLUDED = [
  /^scripts\/checks\/words(?:\.table)?\.cjs$/,
  /^test\/checks\/words\.spec\.ts$/,
  /^test\/golden\/v\d+\//,
  /(?:^|\/)package-lock\.json$/,
  /\/generated\//,
];

// A phrase may run over the end of a line: in a comment, in a quoted paragraph, or from one string to the next.
const GAP = String.raw`(?:\s+(?:(?:\*|//|#|>)\s+)?|\s*['"\`]\s*\+\s*['"\`])`;

const wordPatterns = WORDS.map(({ phrases, better }) => ({
  better,
  patterns: phrases.map((phrase) => new RegExp(phrase.source.replaceAll(' ', GAP), 'gi')),
}));

/**
 * Places in `text` that use a phrase or a name of the table, in the order of their lines. `file` is the path from the
 * root with slashes; names are looked for in code alone.
 */
function findingsIn(text, file) {
  const findings = wordPatterns.flatMap(({ patterns, better }) =>
    patterns.flatMap((pattern) => matches(text, pattern, better)),
  );
  if (CODE.test(file)) {
    for (const { name, better, only } of NAMES) {
      if (only === undefined || only.test(file)) findings.push(...matches(text, name, better));
    }
  }
  return withoutRepeats(
    findings.sort((one, other) => one.index - other.index || other.phrase.length - one.phrase.length),
  ).map(({ index, phrase, better }) => ({
    line: text.slice(0, index).split('\n').length,
    phrase,
    better,
  }));
}

/** The name of a file that the table gives a better one, if it has. */
function findingInPath(file) {
  const base = path.posix.basename(file);
  const row = NAMES.find(({ file: pattern }) => pattern?.test(base));
  return row && { line: 1, phrase: base, better: row.better };
}

function matches(text, pattern, better) {
  return [...text.matchAll(pattern)].map(({ 0: phrase, index }) => ({
    index,
    phrase: phrase.replaceAll(/\s+/g, ' '),
    better,
  }));
}

/** Of what hits the same words, the longest phrase: its row says more. */
function withoutRepeats(findings) {
  let end = -1;
  return findings.filter(({ index, phrase }) => {
    if (index < end) return false;
    end = index + phrase.length;
    return true;
  });
}

/** The project's files at or below these paths, as paths from the root. */
function filesAt(places) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...places];
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`git ls-files failed: ${stderr}`);
  return [...new Set(stdout.split('\n'))].filter(
    (file) =>
      (CODE.test(file) || PROSE.test(file)) &&
      !EXCLUDED.some((pattern) => pattern.test(file)) &&
      fs.existsSync(path.join(ROOT, file)),
  );
}

function textsAt(places) {
  if (places.length === 1 && places[0] === '-') return [{ file: 'input', text: fs.readFileSync(0, 'utf8') }];
  const files = filesAt(places.map((place) => path.relative(ROOT, path.resolve(place)) || '.'));
  return files.map((file) => ({ file, text: fs.readFileSync(path.join(ROOT, file), 'utf8') }));
}

function main(places) {
  const lines = textsAt(places).flatMap(({ file, text }) => {
    const inPath = findingInPath(file);
    return [...(inPath ? [inPath] : []), ...findingsIn(text, file)].map(
      ({ line, phrase, better }) => `${file}:${line}: ${phrase} → ${better}`,
    );
  });
  if (lines.length === 0) return 0;
  console.log(lines.join('\n'));
  console.error(`\nFound ${lines.length} ${lines.length === 1 ? 'place' : 'places'} to reword.`);
  return 1;
}

if (require.main === module) {
  process.exitCode = main(process.argv.slice(2));
}

module.exports = { findingInPath, findingsIn };
