import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The folder of the chart. */
export const chart = 'charts/astria-bot'

/** The chart's own values. */
export const chartValues = () => parse(readFileSync(`${chart}/values.yaml`, 'utf8'))

/** The apps that the chart runs. */
export const chartApps = values => [...Object.keys(values.services), 'maintenance']
