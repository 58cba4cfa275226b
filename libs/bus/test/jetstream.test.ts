import { startJetStream } from './jetstream-storage.ts'
import { busSuite } from './suite.ts'

busSuite('JetStream', startJetStream)
