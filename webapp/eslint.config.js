import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import playwright from 'eslint-plugin-playwright';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// These write <style> elements, which the content security policy refuses (docs/decisions/031).
const styleWriters = [
  'AppShell',
  'Grid',
  'SimpleGrid',
  'ColorSchemeScript',
  'useMantineColorScheme',
  'InlineStyles',
];
const responsiveProps =
  '/^(m|my|mx|mt|mb|ms|me|ml|mr|p|py|px|pt|pb|ps|pe|pl|pr|bd|bg|c|opacity|ff|fz|fw|lts|ta|lh|fs|tt|td|w|miw|maw|h|mih|mah|pos|top|left|bottom|right|inset|display|flex|gap|rowGap|columnGap|align|justify|wrap|direction)$/';

/** What a folder of src/ may not import; every folder is flat, so the path tells where an import leads. */
function restrictImports(...patterns) {
  const paths = [
    {
      name: '@mantine/core',
      importNames: styleWriters,
      message: 'Writes <style> elements: see docs/decisions/031.',
    },
  ];
  const icons = { regex: '^@tabler/', message: 'Icons go through ui/icons.ts.' };
  return { 'no-restricted-imports': ['error', { paths, patterns: [icons, ...patterns] }] };
}

export default defineConfig(
  globalIgnores(['target/', 'src/api/schema.d.ts', 'public/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest'], jsxA11y.flatConfigs.strict],
    rules: {
      'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXAttribute[name.name=/^(hiddenFrom|visibleFrom)$/]',
          message: 'Needs a <style> element, which the CSP refuses: use a CSS module.',
        },
        {
          selector: `JSXAttribute[name.name=${responsiveProps}] > JSXExpressionContainer > ObjectExpression`,
          message: 'Responsive style props need a <style> element, which the CSP refuses: use a CSS module.',
        },
      ],
    },
  },
  { files: ['src/app/**'], rules: restrictImports() },
  {
    files: ['src/features/**'],
    rules: restrictImports(
      {
        regex: String.raw`^\.\./(?!\.\./)`,
        message: 'A feature never imports another feature: share through ui/, api/ or the address bar.',
      },
      {
        regex: String.raw`^\.\./\.\./app/(?!paths\.ts$|hooks\.ts$|Loaded\.tsx$|CsvButton\.tsx$)`,
        message: 'Of app/, a feature uses only paths.ts, hooks.ts, Loaded.tsx and CsvButton.tsx.',
      },
    ),
  },
  {
    files: ['src/api/**'],
    rules: restrictImports({ regex: String.raw`^\.\./`, message: 'api/ stands alone.' }),
  },
  {
    files: ['src/ui/**'],
    rules: restrictImports(
      { regex: String.raw`^\.\./`, message: 'ui/ stands alone.' },
      {
        group: ['react-router', '@tanstack/*', 'openapi-fetch'],
        message: 'ui/ is free of router and queries.',
      },
    ),
  },
  {
    files: ['src/ui/icons.ts', 'src/ui/colorScheme.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  { files: ['**/*.d.ts'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['scripts/**', '*.config.*'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['e2e/**'],
    extends: [playwright.configs['flat/recommended']],
    rules: {
      'playwright/expect-expect': [
        'error',
        { assertFunctionNames: ['takeScreens', 'expectAccessible', 'expectToOpen'] },
      ],
    },
  },
  { files: ['e2e/support/**'], rules: { 'playwright/no-standalone-expect': 'off' } },
  prettier,
);
