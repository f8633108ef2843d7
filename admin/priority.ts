import { giveWay } from './giving-way.ts'
import { leaveFirst } from './processors.ts'

/** Who is kept from the processor in the middle of a write keeps the lock: with some left alone, the dashboard asks for no less of them. */
if (!leaveFirst()) giveWay(10)
