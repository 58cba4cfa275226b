// Keeps every tsconfig's project references equal to the workspace packages that its package.json names,
// so that a dependency is written down once. `--check` only compares.
import fs from 'node:fs'
import path from 'node:path'

const check = process.argv.includes('--check')
const read = file => JSON.parse(fs.readFileSync(file, 'utf8'))
const folders = ['libs', 'apps'].flatMap(top => fs.readdirSync(top).map(name => `${top}/${name}`)).concat('tests')
const folderOf = new Map(folders.map(folder => [read(`${folder}/package.json`).name, folder]))
const stale = []

const write = (file, value) => {
  const text = `${JSON.stringify(value, null, 2)}\n`
  if (fs.existsSync(file) && JSON.stringify(read(file)) === JSON.stringify(value)) return
  if (check) stale.push(file)
  else fs.writeFileSync(file, text)
}

const has = (folder, pattern) =>
  fs.existsSync(folder) && fs.readdirSync(folder, { recursive: true }).some(name => pattern.test(name))
const importedBy = folder =>
  fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter(name => name.endsWith('.ts') && (name.endsWith('.test.ts') || folder.endsWith('/test')))
    .flatMap(name => [...fs.readFileSync(path.join(folder, name), 'utf8').matchAll(/from '(@astria-bot\/[a-z-]+)/g)])
    .map(([, name]) => folderOf.get(name))
    .sort()
const root = []

for (const folder of folders) {
  const manifest = read(`${folder}/package.json`)
  const from = at => to => ({ path: path.posix.relative(at, to) || '.' })
  const dependencies = Object.keys(manifest.dependencies ?? {})
    .filter(name => folderOf.has(name))
    .map(name => folderOf.get(name))
  write(`${folder}/tsconfig.json`, { ...read(`${folder}/tsconfig.json`), references: dependencies.map(from(folder)) })
  root.push({ path: folder })

  // Tests are projects of their own: they may use packages that the tested code must not know (libs/testing), which
  // are found by their imports. No package.json names them, because that would close a circle: store → testing → store.
  const testReferences = (at, source) =>
    [folder, ...new Set([...dependencies, ...importedBy(source)].filter(to => to !== folder))]
      .map(from(at))
      .map(r => (r.path === '.' ? { path: './tsconfig.json' } : r))
  if (folder !== 'tests' && has(`${folder}/src`, /\.test\.ts$/)) {
    write(`${folder}/tsconfig.test.json`, {
      extends: '../../tsconfig.base.json',
      compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/tsconfig.test.tsbuildinfo' },
      include: ['src/**/*.test.ts'],
      references: testReferences(folder, `${folder}/src`),
    })
    root.push({ path: `${folder}/tsconfig.test.json` })
  }
  if (folder !== 'tests' && has(`${folder}/test`, /\.ts$/)) {
    write(`${folder}/test/tsconfig.json`, {
      extends: '../../../tsconfig.base.json',
      compilerOptions: { rootDir: '.', outDir: '../dist/test', tsBuildInfoFile: '../dist/test/tsconfig.tsbuildinfo' },
      include: ['.'],
      references: testReferences(`${folder}/test`, `${folder}/test`),
    })
    root.push({ path: `${folder}/test` })
  }
}
write('tsconfig.json', { files: [], references: root })

if (stale.length) {
  console.error(`Project references are out of date: ${stale.join(', ')}. Run: node scripts/references.mjs`)
  process.exit(1)
}
