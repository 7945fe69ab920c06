#!/usr/bin/env node
// Types, then lint, on one program of the compiler: each of them by itself would build it again, and lint asks for most
// of the types that checking has worked out.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ESLint } = require('eslint');
const ts = require('typescript');

const ROOT = path.resolve(__dirname, '..', '..');

function createProgram() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => print([diagnostic]) };
  const config = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, 'tsconfig.json'), { incremental: false }, host);
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
  });
}

function print(diagnostics) {
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' };
  if (diagnostics.length > 0) console.log(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
}

function haveTypes(program) {
  const diagnostics = ts.getPreEmitDiagnostics(program);
  print(diagnostics);
  return diagnostics.length === 0;
}

async function isLinted(program) {
  const languageOptions = { parserOptions: { projectService: false, programs: [program] } };
  const eslint = new ESLint({ cwd: ROOT, overrideConfig: [{ files: ['**/*.ts'], languageOptions }] });
  const results = await eslint.lintFiles(['.']);
  console.log((await eslint.loadFormatter('stylish')).format(results));
  return results.every(({ errorCount }) => errorCount === 0);
}

async function main() {
  const program = createProgram();
  const answers = [haveTypes(program), await isLinted(program)];
  const passed = answers.filter(Boolean).length;
  const summary = { passed, failed: answers.length - passed, skipped: 0 };
  if (process.env.LEDGER_TEST_SUMMARY) fs.writeFileSync(process.env.LEDGER_TEST_SUMMARY, JSON.stringify(summary));
  process.exitCode = passed === answers.length ? 0 : 1;
}

void main();
