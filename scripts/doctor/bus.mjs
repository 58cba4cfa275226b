import { inspectStreams } from '@astria-bot/bus'
import { streams } from '@astria-bot/contracts'
import { bad, note, ok, shown } from './finding.mjs'

/** Consumers are called `<durable>-<STREAM>-<partition>`: all partitions of a durable, or something has been deleted. */
function checkDurables(consumers, partitions, makers) {
  const byDurable = Map.groupBy
    ? Map.groupBy(consumers, ({ name }) => name.replace(/-\d+$/, ''))
    : consumers.reduce((map, one) => {
        const durable = one.name.replace(/-\d+$/, '')
        return map.set(durable, [...(map.get(durable) ?? []), one])
      }, new Map())
  return [...byDurable].map(([durable, ofIt]) => {
    const waiting = ofIt.reduce((sum, { pending }) => sum + pending, 0)
    const dead = ofIt.filter(({ name }) => !/-\d+$/.test(name))
    if (dead.length > 0 || ofIt.length === partitions)
      return ok(`${durable}: ${ofIt.length} consumers, ${waiting} events waiting`)
    const todo = `${makers}; PARTITIONS must be the same everywhere`
    return bad(`${durable} has ${ofIt.length} consumers for ${partitions} partitions`, todo)
  })
}

/** Who makes what is missing: with accounts of their own apps may not. */
const makersBy = env =>
  String(env.BUS_MANAGE ?? 'true') === 'false'
    ? 'BUS_MANAGE=false: run the job `streams` (node apps/maintenance/dist/main.js streams; in a cluster helm upgrade with another migrations.run), then restart the app'
    : 'restart the app: it makes them anew, unless BUS_MANAGE is false there; then the job `streams` does'

/** Whether NATS answers, and whether streams and consumers are there. */
export async function checkBus(env) {
  const url = env.NATS_URL
  if (!url) return [note('NATS_URL is not set', 'make start needs none, make dev brings one of its own')]
  try {
    const found = await inspectStreams(url)
    const findings = [ok(`${shown(url)} answers`)]
    const missing = streams.filter(({ name }) => !found.has(name)).map(({ name }) => name)
    if (missing.length > 0) {
      const text = `no stream ${missing.join(', ')}`
      findings.push(
        found.size === 0
          ? note(text, 'the first app that starts makes them, or the job `streams`')
          : bad(text, makersBy(env)),
      )
    } else findings.push(ok(`all ${streams.length} streams are there`))
    const partitions = Number(env.PARTITIONS ?? 32)
    return [
      ...findings,
      ...[...found.values()].flatMap(consumers => checkDurables(consumers, partitions, makersBy(env))),
    ]
  } catch (error) {
    return [bad(`${shown(url)} does not answer: ${error.message}`, 'start NATS with JetStream, or correct NATS_URL')]
  }
}
