import { giveWay } from './giving-way.ts'
import { leaveFirst } from './processors.ts'

giveWay(5)
leaveFirst()
