import { giveWay, LITTLE } from './giving-way.ts'
import { leaveFirst } from './processors.ts'

leaveFirst()
await giveWay(LITTLE)
