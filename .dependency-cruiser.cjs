// The rules of the house (docs/explanation/house.md), checked by `make check`.
const L0 = '^libs/(contracts|conversation|pricing)/'
const L1 = '^libs/(bus|store|whatsapp|astria|checkout|media|files)/'
const L2 = '^libs/(service|testing)/'
const testFile = '(\\.test\\.ts$|/test/|^tests/)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'app-imports-app',
      comment: 'Apps talk through events. Only standalone composes the others, by their buildApp.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: `^apps/standalone/|${testFile}` },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'lib-imports-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'arrow-upward-from-L0',
      severity: 'error',
      from: { path: L0, pathNot: testFile },
      to: { path: '^(libs|apps)/', pathNot: L0 },
    },
    {
      name: 'L1-imports-only-L0',
      severity: 'error',
      from: { path: '^libs/(bus|store|whatsapp|astria|checkout|media|files)/', pathNot: testFile },
      to: { path: `${L1}|${L2}`, pathNot: '^libs/$1/' },
    },
    {
      name: 'pure-core',
      comment: 'No package, no Node module, no other lib: time and ids are arguments.',
      severity: 'error',
      from: { path: '^libs/(conversation|pricing)/src/', pathNot: testFile },
      to: { pathNot: '^libs/$1/src/' },
    },
    {
      name: 'pure-automation-core',
      comment: 'What an automation means is decided without I/O: time and ids are arguments.',
      severity: 'error',
      from: { path: '^apps/automation/src/core/', pathNot: testFile },
      to: { pathNot: '^(apps/automation/src/core/|libs/(contracts|conversation)/|node_modules/(zod|re2js)/)' },
    },
    {
      name: 'contracts-import-zod-alone',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: testFile },
      to: { pathNot: '^(libs/contracts/src|node_modules/zod)/' },
    },
    {
      name: 'lib-by-its-door',
      comment: 'A lib or app is entered by the exports of its package.json, never by a path into it.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^(libs|apps)/', pathNot: '^(libs|apps)/$2/|/dist/(index|postgres|nats)\\.d\\.ts$' },
    },
    {
      name: 'testing-only-in-tests',
      comment: 'standalone alone uses the embedded Postgres of libs/testing.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: `${testFile}|^libs/testing/|^apps/standalone/` },
      to: { path: '^libs/testing/' },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      from: { path: '^(libs|apps)/[^/]+/src/', pathNot: testFile },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    // Packages of the workspace resolve to their built door (dist): an arrow to it counts, what is behind it does not.
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '(^|/)test-fixtures/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
}
