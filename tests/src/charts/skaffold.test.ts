import { test } from 'tap'
import { readYaml } from './manifests.ts'

interface Artifact {
  image: string
  docker: { target: string; buildArgs: { APP: string } }
  sync?: { manual: { src: string }[] }
}

const skaffold = readYaml('skaffold.yaml')
const values = readYaml('charts/astria-bot/values.yaml')
const built = [...Object.keys(values.services), 'maintenance'].sort()
const profile = (name: string) => skaffold.profiles.find((one: { name: string }) => one.name === name)

test('skaffold builds every image of the chart, each from its own app', async t => {
  t.equal(skaffold.apiVersion, 'skaffold/v4beta13')
  for (const artifacts of [skaffold.build.artifacts, profile('dev').build.artifacts] as Artifact[][]) {
    t.same(artifacts.map(({ docker }) => docker.buildArgs.APP).sort(), built)
    for (const { image, docker } of artifacts) t.equal(image, `astria-bot/${docker.buildArgs.APP}`)
  }
  for (const { docker, sync } of profile('dev').build.artifacts as Artifact[]) {
    if (docker.target !== 'dev') continue
    t.equal(sync?.manual[0]?.src, `apps/${docker.buildArgs.APP}/src/**/*.ts`)
  }
})

test('it hands each image to its service', async t => {
  const releases = [skaffold, profile('dev'), profile('prod')].map(one => one.deploy.helm.releases[0])
  for (const { setValueTemplates, chartPath } of releases) {
    t.equal(chartPath, 'charts/astria-bot')
    for (const [key, template] of Object.entries(setValueTemplates)) {
      const app = key.split('.').at(-2)
      t.ok(built.includes(app ?? ''), key)
      t.equal(template, `{{.IMAGE_FULLY_QUALIFIED_astria_bot_${app}}}`)
    }
  }
  t.equal(Object.keys(releases[0].setValueTemplates).length, built.length)
})
