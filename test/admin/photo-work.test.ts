import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Site, startApp } from '../client.ts'
import { runNode, until } from '../journey/stack.ts'

let site: Site
let photoWork: typeof import('../../admin/photos/photo-work.ts')
let config: typeof import('../../shared/config.ts')['config']
let picture: string
const settings = { turn: 0, focal_x: 50, focal_y: 50, author: '', licence: '' } as const

before(async () => {
  site = await startApp('admin')
  photoWork = await import('../../admin/photos/photo-work.ts')
  ;({ config } = await import('../../shared/config.ts'))
  picture = join(config.dataDir, 'large.jpg')
  const noise = { width: 4000, height: 3000, channels: 3, background: '#246' } as const
  await sharp({ create: noise }).jpeg().toFile(picture)
})
after(() => site.close())

/** The process that works for this one; undefined when there is none. */
const helper = () =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .map(Number)
    .find((pid) => pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('photo-process'))

const read = () => photoWork.readPhoto(picture, settings)
const statusOf = (pid: number, what: string) =>
  new RegExp(`^${what}:\\s*(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]

describe('The process that reads photos', () => {
  test('is one, which stays, has a session of its own and gives way to all others', async () => {
    const [first] = await Promise.all([read(), read()])
    assert.deepEqual(first.widths, [320, 640, 1280, 1920])
    assert.ok(first.derivatives.every(({ bytes }) => Buffer.isBuffer(bytes)))
    const pid = helper()
    assert.ok(pid)
    await read()
    assert.equal(helper(), pid)
    assert.equal(getPriority(pid), 19)
    const autogroup = `/proc/${pid}/autogroup`
    if (existsSync(autogroup)) assert.match(readFileSync(autogroup, 'utf8'), /nice 19$/m)
  })

  test('is asked as well where nothing keeps programs off a processor', async () => {
    const script = `
      await import('./admin/priority.ts')
      const { readPhoto } = await import('./admin/photos/photo-work.ts')
      const { width } = await readPhoto(process.env.PICTURE, ${JSON.stringify(settings)})
      process.stdout.write(String(width))`
    const env = { PICTURE: picture, DATA_DIR: config.dataDir, PATH: '' }
    const { code, stdout, stderr } = await runNode(['-e', script], env)
    assert.equal(code, 0, stderr)
    assert.equal(stdout, '4000')
  })

  test('that is killed costs the one photo it had, and none that follows', async () => {
    await read()
    const pid = helper()!
    const [broken, next] = [read(), read()]
    process.kill(pid, 'SIGKILL')
    await assert.rejects(broken, { status: 422, message: /broke the program that reads pictures/ })
    assert.equal((await next).width, 4000)
    assert.notEqual(helper(), pid)
  })

  test('says of a file that is gone what the system said, and of one that is none what is wrong', async () => {
    const { Invalid } = await import('../../shared/errors.ts')
    const none = photoWork.readPhoto(join(config.dataDir, 'none.jpg'), settings)
    await assert.rejects(none, (error: NodeJS.ErrnoException) => {
      assert.equal(error.code, 'ENOENT')
      return !(error instanceof Invalid)
    })
    await assert.rejects(photoWork.readPhoto(import.meta.filename, settings), Invalid)
  })

  test('keeps nobody from ending who does nothing else, and ends with them', async () => {
    const script = `
      const { readPhoto } = await import('./admin/photos/photo-work.ts')
      const { readFileSync } = await import('node:fs')
      await readPhoto(process.env.PICTURE, ${JSON.stringify(settings)})
      process.stdout.write(readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8'))`
    const env = { PICTURE: picture, DATA_DIR: config.dataDir }
    const { code, stdout, stderr } = await runNode(['-e', script], env)
    assert.equal(code, 0, stderr)
    const pid = Number(stdout)
    assert.ok(pid > 0)
    await until(
      () => !readdirSync('/proc').includes(String(pid)),
      () => 'it is still there',
    )
  })

  test('leaves a processor to the public group as long as that is busy, and takes it when it rests', async () => {
    await read()
    const pid = helper()!
    const mine = statusOf(process.pid, 'Cpus_allowed_list')!
    const busy = spawn(process.execPath, ['-e', 'for (;;);'])
    try {
      mkdirSync(config.run, { recursive: true })
      const word = { group: 'app', instance: 0, pid: busy.pid }
      writeFileSync(join(config.run, 'app-0.json'), JSON.stringify(word))
      const comes = (is: (list: string) => boolean, what: string) =>
        until(
          () => is(statusOf(pid, 'Cpus_allowed_list')!),
          () => what,
        )
      const first = Number.parseInt(mine, 10)
      await comes((list) => Number.parseInt(list, 10) > first, 'it does not leave the first processor')
      busy.kill('SIGSTOP')
      await comes((list) => list === mine, 'it does not come back')
      busy.kill('SIGCONT')
      await comes((list) => Number.parseInt(list, 10) > first, 'it does not leave again')
    } finally {
      busy.kill('SIGKILL')
    }
  })
})
