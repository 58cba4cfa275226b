export { Automation } from './core/index.ts'
