import fs from 'node:fs'
import { plainManifests } from './plain-manifests.mjs'
import { chart, render, renders } from './render.mjs'

/** Every file that the chart is rendered to, by its path: the goldens, and k8s/ for people without Helm. */
export function rendered(helm) {
  const goldens = Object.entries(renders).map(([name, files]) => [
    `${chart}/goldens/${name}.yaml`,
    `# Rendered by \`make golden-charts\`; do not edit.\n${render(helm, files)}`,
  ])
  return new Map([...goldens, ...plainManifests(helm)])
}

/** The files that are not what the chart renders; `write` makes them so. */
export function stale(files, write) {
  const different = [...files].filter(([file, text]) => !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text)
  if (write) for (const [file, text] of different) fs.writeFileSync(file, text)
  return different.map(([file]) => file)
}
