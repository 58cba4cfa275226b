export {
  defaultPorts,
  type LocalPorts,
  type LocalSystem,
  localEnvironment,
  sandboxEnvironment,
} from './local-environment.ts'
export { loadSecrets, makeSecrets, type Secrets } from './secrets.ts'
export { type StandaloneSettings, standaloneSettings } from './settings.ts'
