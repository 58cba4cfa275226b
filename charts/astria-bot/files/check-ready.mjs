// helm test: node --input-type=module -e <this> -- <service…>
// Before the names stands the path of node; `--` is not handed on.
const services = process.argv.slice(1)
let failed = false
for (const service of services) {
  const answer = await fetch(`http://${service}/ready`, { signal: AbortSignal.timeout(10_000) }).catch(error => error)
  console.log(`${service}: ${answer.status ?? answer.cause?.message ?? answer.message}`)
  failed ||= answer.status !== 200
}
process.exit(failed ? 1 : 0)
