import { giveWay } from './giving-way.ts'

/** Milder than what works for it (background.ts): who is kept from the processor in the middle of a write keeps the lock. */
giveWay(10)
