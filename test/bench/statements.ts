import Database from 'better-sqlite3'

/** Loaded before app/server.ts: from the first message on it tells whoever forked the process the words of every statement that is run. */
process.once('message', () => {
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('select 1'))
  for (const way of ['all', 'get', 'run', 'iterate']) {
    const run = statement[way]
    statement[way] = function (this: Database.Statement, ...parameters: unknown[]) {
      process.send!(this.source)
      return run.apply(this, parameters)
    }
  }
  process.send!('listening')
})
