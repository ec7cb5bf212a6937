/** What the linter enforces of the house style. tests/architecture/lint.test.ts plants a fault for each rule. */
import tseslint from 'typescript-eslint';

/** Indices, factors and halves. Anything else in a scene is data, a size or a time, and has a home. */
const plain = new Set([0, 1, 2, 0.5]);
/** A number beside one of these is a proportion of it: `pace.change * 3`, `gap.wide / 4`. */
const measures = new Set(['pace', 'gap', 'size', 'margin', 'radius', 'body', 'stageSize', 'stage']);
/** Attributes and verbs that take a share between 0 and 1. */
const shares = new Set(['opacity', 'reveal', 'dim', 'glow', 'scale']);

const rootOf = (node) => {
  if (node.type === 'MemberExpression') return rootOf(node.object);
  if (node.type === 'CallExpression') return rootOf(node.callee);
  return node.type === 'Identifier' ? node.name : '';
};

/** `-3` is one number. */
const signed = (node) => (node.parent.type === 'UnaryExpression' ? signed(node.parent) : node);

const isProportion = (node) => {
  const { parent } = signed(node);
  if (parent.type !== 'BinaryExpression' || !['*', '/'].includes(parent.operator)) return false;
  return measures.has(rootOf(parent.left === signed(node) ? parent.right : parent.left));
};

const isShare = (node) => {
  if (node.value > 1) return false;
  const { parent } = node;
  if (parent.type === 'Property') return shares.has(parent.key.name);
  if (parent.type === 'JSXExpressionContainer') return shares.has(parent.parent.name?.name);
  const called = parent.type === 'CallExpression' && parent.callee.type === 'MemberExpression';
  return called && parent.arguments[0] === node && shares.has(parent.callee.property.name);
};

/** `spot(-0.4, 1)`: a share of the stage, given to a function of the film's own `layout.ts`. */
const isPlace = (node, placing) => {
  const { parent } = signed(node);
  return node.value <= 1 && parent.type === 'CallExpression' && placing.has(parent.callee.name);
};

/** `region.columns(2, 3)`: shares into which a region is split. */
const isSplit = ({ parent }) =>
  parent.type === 'CallExpression' &&
  parent.callee.type === 'MemberExpression' &&
  /^(rows|columns)$/.test(parent.callee.property.name);

const isPicture = (source) => /(^@motion-canvas\/|\/src\/(components|film|theme)\/)/.test(source);

const noDataNumber = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      data: "{{raw}} stands in a scene. Data comes from the facts, times from `pace`, sizes and distances from `gap`, `size`, `stage.body` (a factor beside one of them is fine) or from a named function in the film's own layout.ts, which takes shares of the stage. Shares are also free in `region.rows`, `region.columns`, `opacity`, `reveal`, `dim`, `glow`, `scale`, and 0, 1, 2, -1, 0.5 everywhere.",
    },
  },
  create(context) {
    const imports = context.sourceCode.ast.body.filter((node) => node.type === 'ImportDeclaration');
    const isScene = /\.tsx$/.test(context.filename);
    if (!isScene && !imports.some((node) => isPicture(node.source.value))) return {}; // a lesson's part
    const layout = imports.filter((node) => /^\.{1,2}\/layout$/.test(node.source.value));
    const placing = new Set(layout.flatMap((node) => node.specifiers.map((s) => s.local.name)));
    return {
      Literal(node) {
        if (typeof node.value !== 'number' && typeof node.value !== 'bigint') return;
        if (plain.has(node.value) || isProportion(node) || isShare(node)) return;
        if (isPlace(node, placing) || isSplit(node)) return;
        context.report({ node, messageId: 'data', data: { raw: node.raw } });
      },
    };
  },
};

/** In LaTeX the digits 0, 1 and 2 alone are notation: x^2, e^0, 1 + e^{-x}. */
const isNotation = (raw) => /\\[a-zA-Z]/.test(raw) && !/[3-9]|\d\d|\d[.,]\d/.test(raw);

const noDigitInString = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      digit:
        '"{{text}}" has a digit written by hand. Take the number from the facts: `${show(f.name)}` (in LaTeX the digits 0, 1 and 2 are notation and may stand).',
    },
  },
  create: (context) => {
    const check = (node, text, whole = text) => {
      if (!/\p{Nd}/u.test(text) || isNotation(whole)) return;
      context.report({ node, messageId: 'digit', data: { text: text.trim() } });
    };
    return {
      Literal(node) {
        if (typeof node.value !== 'string') return;
        if (/^(Import|Export)/.test(node.parent.type)) return;
        check(node, node.value);
      },
      TemplateLiteral(node) {
        const whole = node.quasis.map((quasi) => quasi.value.raw).join(' ');
        for (const quasi of node.quasis) check(quasi, quasi.value.raw, whole);
      },
      JSXText(node) {
        check(node, node.value);
      },
    };
  },
};

const chance = 'the same input must give the same film: take an Rng or a seed as an argument';
const clock = 'frames and facts depend on nothing but their inputs: there is no clock here';

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'output/',
      'assets/',
      '.cache/',
      'tests/golden/**/*.json',
      'src/engine/kernels/assembly/',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'scenes/**/*.{ts,tsx}', 'scripts/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines': ['error', { max: 300 }] },
  },
  {
    files: ['src/{engine,lessons,theme,components,film}/**/*.{ts,tsx}', 'scenes/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: chance },
        { object: 'globalThis', property: 'Date', message: clock },
        { object: 'globalThis', property: 'performance', message: clock },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: clock },
        { name: 'performance', message: clock },
        { name: 'crypto', message: chance },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='useRandom'][arguments.length=0]",
          message: chance,
        },
        {
          selector: "VariableDeclarator[init.name='Math'] Property[key.name='random']",
          message: chance,
        },
      ],
    },
  },
  {
    files: ['scenes/**/*.{ts,tsx}'],
    plugins: {
      film: { rules: { 'no-data-number': noDataNumber, 'no-digit-in-string': noDigitInString } },
    },
  },
  {
    // The parts of a scene may lie in files of their own; layout.ts is where its sizes get names.
    files: ['scenes/*/**/*.{ts,tsx}'],
    ignores: ['**/lesson.ts', '**/layout.ts', '**/script.ts', '**/*.test.ts'],
    rules: { 'film/no-data-number': 'error' },
  },
  {
    files: ['scenes/**/*.tsx', 'scenes/*/script.ts', 'scenes/*/layout.ts', 'scenes/*/acts/**'],
    rules: { 'film/no-digit-in-string': 'error' },
  },
);
