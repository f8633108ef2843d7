import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { test } from 'node:test'
import { runNode } from '../journey/stack.ts'

/** The processors the threads of a process may use after `script`, one list for each kind. */
async function listsAfter(script: string): Promise<string[]> {
  const { code, stdout, stderr } = await runNode(
    [
      '-e',
      `${script}
    const { readdirSync, readFileSync } = await import('node:fs')
    const lists = readdirSync('/proc/self/task').map((thread) =>
      /Cpus_allowed_list:\\s*(\\S+)/.exec(readFileSync('/proc/self/task/' + thread + '/status', 'utf8'))[1])
    process.stdout.write([...new Set(lists)].join(' '))`,
    ],
    {},
  )
  assert.equal(code, 0, stderr)
  return stdout.split(' ')
}

test('The dashboard leaves the first of the processors to players, with all of its threads', {
  skip: availableParallelism() < 2 && 'there is only one processor',
}, async () => {
  const [all, ...none] = await listsAfter('')
  assert.deepEqual(none, [])
  const [left, ...others] = await listsAfter("await import('./admin/priority.ts')")
  assert.deepEqual(others, [])
  assert.ok(Number.parseInt(left!, 10) > Number.parseInt(all!, 10), `${left} of ${all}`)
})
