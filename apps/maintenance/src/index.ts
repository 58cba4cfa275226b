export type { JobDependencies } from './jobs/job.ts'
export { isJob, type JobName } from './jobs/jobs.ts'
export { type JobResult, runJob } from './jobs/run-job.ts'
export { type MaintenanceSettings, maintenanceSettings } from './settings.ts'
