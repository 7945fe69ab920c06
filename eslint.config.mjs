import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', '**/*.test-support.ts', '**/testing/**/*.ts', 'libs/*/test/**/*.ts', 'test/**/*.ts'];
const PRINTS_FOR_PEOPLE = ['apps/cli/**', 'bench/**', 'scripts/**', 'test/e2e/crash/**'];

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
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // How a type of another package is extended.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Whatever was caught is thrown on as it is.
      '@typescript-eslint/only-throw-error': 'off',
      'no-throw-literal': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // A `default` is a decision; where every case must be named, its `never` proves that.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An async method without await may be what an interface asks for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Set process.exitCode and let the work end.' },
      ],
    },
  },
  {
    rules: {
      // `== null` asks for null and undefined in one.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-constant-binary-expression': 'error',
      // Control characters are what the checks of ids and names look for.
      'no-control-regex': 'off',
      'no-implicit-coercion': ['error', { boolean: false }],
      'no-var': 'error',
      'prefer-const': 'error',
      // An iteration that fails or ends at once yields nothing.
      'require-yield': 'off',
    },
  },
  {
    files: ['libs/journey/src/**/*.ts', 'libs/event-store/src/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', ...IMPURE] },
  },
  {
    files: TESTS,
    rules: {
      // Replies of the server under test are read as they come; their values are what the expectations check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // A process of its own ends where its main file says so.
  { files: ['**/main.ts', '**/*.main.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: PRINTS_FOR_PEOPLE, rules: { 'no-console': 'off', 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.cjs'],
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
  // Has to load on any Node.js in order to say which one is needed.
  { files: ['scripts/set-up/node-version.cjs'], rules: { 'no-var': 'off' } },
  prettier,
);
