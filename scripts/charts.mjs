// Holds the chart and k8s/ against everything that can be asked without a cluster:
//
//   node scripts/charts.mjs           lint, renders, refusals, goldens, strict schemas (`make charts`)
//   node scripts/charts.mjs --write   writes goldens and k8s/ anew (`make golden-charts`)
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { missingNotes, wrongJobNames, wrongNamespaces } from './charts/effects.mjs'
import { rendered, stale } from './charts/goldens.mjs'
import { lintPolicies, lintSchemas, writeSchemas } from './charts/linters.mjs'
import { missingMutualTls } from './charts/mutual-tls.mjs'
import { wrongAnswers } from './charts/refusals.mjs'
import { chart, render, renders, runHelm } from './charts/render.mjs'
import { helm3, helm4 } from './charts/tools.mjs'

const wrong = []
/** The objects of a render by kind and name: the two helms differ in empty lines. */
const objectsIn = text =>
  new Map(
    parseAllDocuments(text)
      .map(document => document.toJS())
      .filter(Boolean)
      .map(object => [`${object.kind}/${object.metadata.name}`, object]),
  )
const check = (name, mistakes) => {
  console.log(`${mistakes.length === 0 ? '✓' : '✗'} ${name}`)
  wrong.push(...mistakes.map(mistake => `${name}: ${mistake}`))
}

try {
  const helm = helm4()
  if (process.argv.includes('--write')) {
    const written = stale(rendered(helm), true)
    console.log(written.length === 0 ? 'nothing has changed' : written.join('\n'))
    process.exit(0)
  }
  const helms = { 'helm 4': helm, 'helm 3': helm3() }
  for (const [name, binary] of Object.entries(helms)) {
    for (const [example, files] of Object.entries(renders)) {
      const { ok, stdout, stderr } = runHelm(binary, [
        'lint',
        '--strict',
        chart,
        ...files.flatMap(file => ['-f', file]),
      ])
      check(`${name} lints ${example}`, ok ? [] : [stdout + stderr])
    }
    const { count, wrong: answers } = wrongAnswers(binary)
    check(`${name} refuses ${count} bad values with their sentences`, answers)
  }
  check('mutual TLS as the page about WhatsApp shows it', missingMutualTls(helm))
  // Helm 3 says its notes to a cluster alone.
  check("helm 4's notes name what a cluster does not know", missingNotes(helm))
  check('plain jobs are others if anything of them changes, and else the same', wrongJobNames(helm))
  check('queries are about the namespace of the release', wrongNamespaces(helm))
  const files = rendered(helm)
  const differs = ([name, values]) =>
    !isDeepStrictEqual(
      objectsIn(files.get(`${chart}/goldens/${name}.yaml`)),
      objectsIn(render(helms['helm 3'], values)),
    )
  check(
    'helm 3 renders the same',
    Object.entries(renders)
      .filter(differs)
      .map(([name]) => name),
  )
  check('goldens and k8s/ are what the chart renders (else: make golden-charts)', stale(files, false))
  const schemas = writeSchemas()
  check('strict schemas take every manifest', lintSchemas([...files.keys()], schemas))
  // `off` leaves out what is wise on purpose: that it can be left out is all that it shows.
  const wise = Object.keys(renders).filter(name => name !== 'off')
  const releases = [
    ...wise.map(name => [`${chart}/goldens/${name}.yaml`]),
    [...files.keys()].filter(file => file.startsWith('k8s/')),
  ]
  check('kube-linter finds nothing unwise in any release', lintPolicies(releases))
} catch (error) {
  wrong.push(error.message)
}
for (const mistake of wrong) console.error(mistake)
process.exit(wrong.length === 0 ? 0 : 1)
