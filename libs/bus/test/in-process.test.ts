import { startInProcess } from './in-process-storage.ts'
import { busSuite } from './suite.ts'

busSuite('in-process', startInProcess)
