import { jobGroups } from '@astria-bot/maintenance'
import { test } from 'tap'
import { objectOf, podOf, podsOf } from './manifests.ts'

test('maintenance runs on Wednesdays at four, one at a time, with its deadlines and history', async t => {
  const { spec } = objectOf('default', 'CronJob', 'maintenance')
  t.match(spec, {
    schedule: '0 4 * * 3',
    timeZone: 'Etc/UTC',
    suspend: false,
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
  })
  t.match(spec.jobTemplate.spec, { backoffLimit: 1, activeDeadlineSeconds: 3600, ttlSecondsAfterFinished: 604_800 })
})

test('what cannot wait for a week runs every day, by a CronJob of its own', async t => {
  const [weekly, daily] = ['maintenance', 'maintenance-daily'].map(name => objectOf('default', 'CronJob', name).spec)
  t.equal(daily.schedule, '30 3 * * *')
  t.same(podOf(objectOf('default', 'CronJob', 'maintenance-daily')).containers[0].args, ['dist/main.js', 'daily'])
  t.same(podOf(objectOf('default', 'CronJob', 'maintenance')).containers[0].args, ['dist/main.js', 'all'])
  t.ok(jobGroups.daily.includes('forget-in-streams'), 'erased contacts leave the streams')
  const withoutTheirOwn = (spec: typeof weekly) => {
    const { schedule: _, ...rest } = structuredClone(spec)
    delete rest.jobTemplate.spec.template.spec.containers[0].args
    return rest
  }
  t.same(withoutTheirOwn(daily), withoutTheirOwn(weekly), 'with the same rights, deadlines and history')
  const backed = podOf(objectOf('jetstream', 'CronJob', 'maintenance-daily'))
  t.notMatch(JSON.stringify(backed), 'backups', 'two of them would want one claim at once')
})

test('wrong settings are not tried again, and a drained node is no failure', async t => {
  for (const { name, owner } of podsOf('default')) {
    if (!['Job', 'CronJob'].includes(owner.kind)) continue
    const job = owner.kind === 'CronJob' ? owner.spec.jobTemplate.spec : owner.spec
    const container = job.template.spec.containers[0].name
    t.same(
      job.podFailurePolicy.rules,
      [
        { action: 'FailJob', onExitCodes: { containerName: container, operator: 'In', values: [78] } },
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      ],
      name,
    )
    t.equal(job.template.spec.restartPolicy, 'Never', name)
  }
})

test('migrations and streams come before anything new, and stand on the Secret alone', async t => {
  for (const name of ['migrations', 'streams']) {
    const job = objectOf('default', 'Job', name)
    t.match(job.metadata.annotations, {
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    })
    const pod = job.spec.template.spec
    t.notOk('serviceAccountName' in pod, 'the release has not made one yet')
    t.notMatch(JSON.stringify(pod), /configMapKeyRef|configMapRef|persistentVolumeClaim/)
  }
  const weight = (name: string) =>
    Number(objectOf('default', 'Job', name).metadata.annotations?.['helm.sh/hook-weight'])
  t.ok(weight('migrations') < weight('streams'))
})

test('without hooks they are plain jobs, named by all that stands in them', async t => {
  const names = podsOf('local')
    .filter(({ owner }) => owner.kind === 'Job')
    .map(({ owner }) => owner)
  t.equal(names.length, 2)
  for (const { metadata } of names) {
    t.match(metadata.name, /^(migrations|streams)-[0-9a-f]{8}$/)
    t.notMatch(Object.keys(metadata.annotations ?? {}).join(), /hook/)
  }
})

test('with a claim for backups the database is dumped there', async t => {
  const pod = podOf(objectOf('jetstream', 'CronJob', 'maintenance'))
  const [container] = pod.containers
  const folder = container.env.find(({ name }: { name: string }) => name === 'BACKUP_DIR')?.value
  const mount = container.volumeMounts.find(({ mountPath }: { mountPath: string }) => mountPath === folder)
  const volume = pod.volumes.find(({ name }: { name: string }) => name === mount.name)
  t.equal(volume.persistentVolumeClaim.claimName, 'backups')
})
