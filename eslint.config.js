import neostandard, { plugins } from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: ['node_modules', '.data', '.tap'] }),
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': plugins['typescript-eslint'].plugin },
    // A TypeBox schema and its type share a name; tsc knows a real redeclaration.
    rules: { '@typescript-eslint/no-explicit-any': 'error', '@typescript-eslint/no-redeclare': 'off', '@typescript-eslint/consistent-type-definitions': ['error', 'type'] }
  },
  {
    rules: {
      '@stylistic/max-len': ['error', {
        code: 140, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true
      }]
    }
  }
]
