import { giveWay } from './giving-way.ts'

/** The least there is, for work that holds no lock: photos and backups. Imported before all else by helpers.ts. */
giveWay(19)
