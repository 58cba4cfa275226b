export { type AutomationDependencies, buildApp } from './app.ts'
export { type AutomationSettings, automationSettings } from './settings.ts'
export { audiencePage } from './sql/audience-page.ts'
