import { render, renders } from './render.mjs'

const set = text => text.split(' ').flatMap(one => ['--set', one])
const local = renders.local

/** Values that must not render, and the sentence that says why. */
const refusals = [
  [set('services.message.replicaz=3'), "additional properties 'replicaz' not allowed", '/services/message'],
  [set('services.mesage.port=1'), "additional properties 'mesage' not allowed", '/services'],
  [set('config.SUPORT_CONTACT=x'), "additional properties 'SUPORT_CONTACT' not allowed", '/config'],
  [set('config.LOG_LEVEL=loud'), 'LOG_LEVEL'],
  [set('config.PARTITIONS=0'), 'PARTITIONS'],
  [set('config.WHATSAPP_NUMBER_ID=106540352242922'), 'WHATSAPP_NUMBER_ID', 'string'],
  [set('config.NATS_URL=nats://x'), "additional properties 'NATS_URL' not allowed"],
  [set('autoscaling.engine=magic'), '/autoscaling/engine'],
  [set('services.message.autoscaling.maxReplica=4'), "additional properties 'maxReplica' not allowed"],
  [
    set('services.message.autoscaling.minReplicas=11'),
    'services.message.autoscaling: minReplicas 11 is above maxReplicas 10.',
  ],
  [set('services.gateway.autoscaling.cpu=0'), 'services.gateway.autoscaling: neither cpu nor memory is set'],
  [set('defaults.resources.requests.cpu=null'), 'services.gateway.autoscaling.cpu is a percentage of'],
  [
    set('services.image.terminationGracePeriodSeconds=20'),
    'services.image.terminationGracePeriodSeconds 20 is too short',
  ],
  [set('services.image.imageRef=astria-bot/image:latest'), 'services.image.imageRef ends in :latest'],
  [set('image.tag=latest'), 'image.tag is latest'],
  [set('config.SUPPORT_CONTACT='), 'config.SUPPORT_CONTACT is missing, and message does not start without it'],
  [set('services.gateway.env.NO_SUCH=1'), 'services.gateway.env.NO_SUCH: gateway reads no such setting.'],
  [set('services.gateway.env.CALLBACK_SECRET=abc'), 'services.gateway.env.CALLBACK_SECRET is a secret'],
  [set('config.ALLOW_UNSIGNED_WEBHOOKS=true'), 'config.ALLOW_UNSIGNED_WEBHOOKS is refused in production.'],
  [set('services.sandbox.enabled=true'), 'services.sandbox.enabled is for development'],
  [
    [...set('local.nats.enabled=true'), '--set', 'migrations.hooks='],
    'local.nats.enabled is for development and refused in production.',
  ],
  [
    [...set('secret.create=true'), '--set', 'migrations.hooks='],
    'secret.create is for development and refused in production.',
  ],
  [set('maintenance.imageRef=x:latest'), 'maintenance.imageRef ends in :latest'],
  [set('services.message.resources.requests.memory=2Gi'), 'services.message.resources: it asks for 2Gi of memory'],
  [set('services.payment.resources.requests.cpu=1500m'), 'services.payment.resources: it asks for 1500m of cpu'],
  [set('services.message.pdb.maxUnavailable=0'), '/services/message/pdb/maxUnavailable'],
  [set('maintenance.schedule=nonsense'), '/maintenance/schedule'],
  [set('maintenance.timeZone=Mars'), '/maintenance/timeZone'],
  [set('maintenance.startingDeadlineSeconds=5'), '/maintenance/startingDeadlineSeconds'],
  [set('maintenance.activeDeadlineSeconds=0'), '/maintenance/activeDeadlineSeconds'],
  [set('maintenance.args={nothing}'), '/maintenance/args/0'],
  [set('migrations.args={foo}'), '/migrations/args/0'],
  [set('files.create.size=abc'), '/files/create/size'],
  [set('files.mountPath=relative'), '/files/mountPath'],
  [['--set', 'image.tag=la test'], '/image/tag'],
  [set('ingress.host=https://bot'), '/ingress/host'],
  [set('networkPolicy.internetExcept={foo}'), '/networkPolicy/internetExcept/0'],
  [set('config.CHECKOUT_URL=nonsense'), '/config/CHECKOUT_URL'],
  [set('ingress.enabled=true'), 'ingress.host is missing'],
  [set('httpRoute.enabled=true'), 'httpRoute.parentRefs is empty'],
  [set('autoscaling.engine=keda autoscaling.keda.source=prometheus'), 'is missing'],
  [[...set('externalSecret.enabled=true'), '--set', 'migrations.hooks='], 'externalSecret.storeRef.name is missing'],
  [
    set('externalSecret.optionalKeys={API_KEY}'),
    'externalSecret.optionalKeys names API_KEY, which nothing reads.',
    renders.aks,
  ],
  [set('externalSecret.optionalKeys={API/KEYS}'), '/externalSecret/optionalKeys/0'],
  [set('files.claim=a files.create.enabled=true'), 'files.claim names an existing claim and files.create.enabled'],
  [set('files.claim=a'), 'config.FILES_URL names an object store, and files.claim or files.create.enabled mounts'],
  [set('config.FILES_URL=file:///pictures'), 'config.FILES_URL is a folder, and no volume is mounted'],
  [['--set', 'migrations.hooks=pre-install\\,pre-upgrade'], 'migrations.hooks has to be empty with local.*', local],
]

/** Every bad value that was rendered all the same, or refused with other words than these. */
export function wrongAnswers(helm) {
  const wrong = []
  for (const [args, ...rest] of refusals) {
    const files = Array.isArray(rest.at(-1)) ? rest.pop() : renders.default
    let said = ''
    try {
      render(helm, files, args)
      said = '(it was rendered)'
    } catch (error) {
      said = error.message
    }
    const missing = rest.filter(words => !said.includes(words))
    if (missing.length > 0) wrong.push(`${args.join(' ')}: wanted ${JSON.stringify(missing)}, said: ${said}`)
  }
  return { count: refusals.length, wrong }
}
