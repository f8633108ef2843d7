import { setPriority } from 'node:os'

/** Imported before all else: threads keep the priority their process had when they were made, sharp's among them. */
setPriority(10)
