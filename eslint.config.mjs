// What oxlint has no rule for (.oxlintrc.json holds the other rules, and the types).
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const PURE = ['libs/journey/src/**/*.ts', 'libs/event-store/src/**/*.ts'];

/** The pure libs take time, chance and ids as arguments. */
const IMPURE = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the instant as an argument.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the instant as an argument.',
  },
  { selector: "CallExpression[callee.object.name='performance']", message: 'Take the instant as an argument.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take the value as an argument.',
  },
  { selector: "CallExpression[callee.property.name='randomUUID']", message: 'Take the id as an argument.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'data/',
      'coverage/',
      '**/node_modules/',
      'bench/peers/',
      'bench/results/',
      'test/golden/v*/',
      '**/generated/',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['apps/ledger/src/**/*.ts', 'libs/*/src/nest/**/*.ts', ...PURE],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      // A class that a decorated constructor names is imported as a value: its metadata is how it is injected.
      parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true },
    },
    rules: { '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }] },
  },
  {
    files: PURE,
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...IMPURE] },
  },
  {
    files: ['**/*.cjs'],
    ...js.configs.recommended,
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
);
