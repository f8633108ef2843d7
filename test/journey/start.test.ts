import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { getPriority, homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { MEMORY } from '../../deploy/home.ts'
import { migrate } from '../../shared/db/schema.ts'
import {
  type Ended,
  freePorts,
  root,
  runNode,
  type Stack,
  skip,
  startStack,
  statusOf,
  until,
} from './stack.ts'

describe('a start that cannot succeed says so in one sentence and changes nothing', () => {
  let folder = ''
  let ports = { APP_PORT: '', ADMIN_PORT: '' }
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atw-start-'))
    const first = await freePorts(3)
    ports = { APP_PORT: String(first), ADMIN_PORT: String(first + 1) }
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const start = (env: Record<string, string>, node?: string) =>
    runNode(['deploy/start.js'], { NODE_ENV: 'test', ...ports, ...env }, node)

  function refused(ended: Ended, sentence: RegExp) {
    assert.equal(ended.code, 1, ended.stdout)
    assert.equal(ended.stdout, '')
    assert.match(ended.stderr, sentence)
    assert.match(ended.stderr, /^[^\n]+\.\n$/, 'one sentence on one line')
  }

  const oldNode = ['/usr/bin/node', '/usr/bin/nodejs', '/usr/local/bin/node'].find(
    (path) =>
      existsSync(path) &&
      Number.parseInt(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.slice(1), 10) < 24,
  )

  test('an old Node', { skip: !oldNode && 'no Node older than 24 on this machine' }, async () => {
    const dataDir = join(folder, 'old-node')
    refused(await start({ DATA_DIR: dataDir }, oldNode), /Node 24 or newer is needed and this is .* npm ci/)
    assert.equal(existsSync(dataDir), false)
  })

  test('a setting that is wrong', async () => {
    refused(await start({ APP_PORT: 'x', DATA_DIR: join(folder, 'setting') }), /APP_PORT is not usable/)
  })

  test('a taken port', async () => {
    const dataDir = join(folder, 'port')
    for (const taken of [Number(ports.APP_PORT), Number(ports.ADMIN_PORT), Number(ports.ADMIN_PORT) + 1]) {
      const other = createServer()
      await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve))
      try {
        refused(await start({ DATA_DIR: dataDir }), new RegExp(`Port ${taken} is taken`))
      } finally {
        await new Promise((resolve) => other.close(resolve))
      }
    }
    assert.equal(existsSync(dataDir), false)
  })

  test('a file where the data folder should be', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'mine')
    refused(await start({ DATA_DIR: file }), /is a file/)
    refused(await start({ DATA_DIR: join(file, 'below') }), /is a file/)
    assert.equal(statSync(file).size, 4)
  })

  test('a data folder that is not writable', async () => {
    refused(await start({ DATA_DIR: '/proc/aroundtheworld' }), /not writable/)
  })

  test('a disk with less than 500 MB', async (t) => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'none', disk]).status !== 0) {
      assert.notEqual(process.env.CI, 'true', 'a small disk can be mounted')
      return t.skip('mounting a small disk is not permitted here')
    }
    try {
      refused(
        await start({ DATA_DIR: join(disk, 'data') }),
        /too full: \d+ MB are free and 500 MB are needed/,
      )
      assert.deepEqual(readdirSync(disk), [])
    } finally {
      execFileSync('umount', [disk])
    }
  })

  test('a database of a newer release', async () => {
    const dataDir = join(folder, 'newer')
    mkdirSync(dataDir)
    const database = join(dataDir, 'aroundtheworld.db')
    await migrate(database)
    const file = new Database(database)
    file.prepare("insert into kysely_migration values ('999-later', '2099-01-01')").run()
    file.close()
    const was = statSync(database)
    refused(await start({ DATA_DIR: dataDir }), /newer release/)
    assert.equal(statSync(database).mtimeMs, was.mtimeMs)
    assert.deepEqual(
      readdirSync(dataDir).filter((name) => !/-(wal|shm)$/.test(name)),
      ['aroundtheworld.db'],
    )
  })

  test('a file that is no database', async () => {
    const dataDir = join(folder, 'garbage')
    mkdirSync(dataDir)
    writeFileSync(
      join(dataDir, 'aroundtheworld.db'),
      'not a database at all, but long enough to be read as one'.repeat(20),
    )
    refused(await start({ DATA_DIR: dataDir }), /cannot be read/)
  })
})

describe('npm start', { skip }, () => {
  let site: Stack
  before(async () => {
    site = await startStack()
  })
  after(() => site.stop())

  test('prints the addresses, and the first time the admin', () => {
    assert.match(site.output(), new RegExp(`Play: +${site.url}/`))
    assert.match(site.output(), new RegExp(`Dashboard: +${site.url}/admin`))
    assert.match(site.adminEmail, /@/)
    assert.ok(site.adminPassword.length >= 8)
  })

  test('a second start beside it is refused and leaves it alone', async () => {
    const upload = join(site.dataDir, 'incoming', 'upload')
    mkdirSync(join(site.dataDir, 'incoming'), { recursive: true })
    writeFileSync(upload, 'half of')
    const ended = await site.run('start.js')
    assert.equal(ended.code, 1)
    assert.match(ended.stderr, /^The site is already running[^\n]+\n$/)
    assert.equal(await statusOf(`${site.url}/healthz`), 200)
    await site.run('prepare.ts')
    assert.equal(existsSync(upload), true, 'its upload goes on')
    rmSync(upload)
  })

  test('PM2 obeys npm run pm2, and keeps to the data folder', async () => {
    const { code, stdout } = await site.pm2('jlist')
    assert.equal(code, 0)
    const list = JSON.parse(stdout.slice(stdout.indexOf('[{')))
    assert.deepEqual(
      list
        .map(
          (one: { name: string; pm2_env: { exec_mode: string } }) => `${one.name} ${one.pm2_env.exec_mode}`,
        )
        .sort(),
      ['admin fork_mode', 'admin fork_mode', 'app cluster_mode', 'app cluster_mode'],
    )
    assert.equal(existsSync(join(site.dataDir, '.pm2', 'rpc.sock')), true)
    assert.equal(statSync(join(site.dataDir, '.pm2')).mode & 0o777, 0o700)
  })

  test('the dashboard gives way to the public group, by nice and in the share of its session', async () => {
    const { stdout } = await site.pm2('jlist')
    const list: { name: string; pid: number }[] = JSON.parse(stdout.slice(stdout.indexOf('[{')))
    for (const { name, pid } of list) {
      const nice = name === 'admin' ? 10 : getPriority()
      assert.equal(getPriority(pid), nice, name)
      const autogroup = `/proc/${pid}/autogroup`
      if (!existsSync(autogroup)) continue
      assert.match(readFileSync(autogroup, 'utf8'), name === 'admin' ? / nice 5$/m : / nice 0$/m, name)
    }
  })

  test('every process began with what glibc is told about memory', () => {
    for (const pid of workersOf(site)) {
      const began = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      for (const [name, value] of Object.entries(MEMORY)) assert.ok(began.includes(`${name}=${value}`), name)
    }
  })

  test('a restore is refused while it runs', async () => {
    const ended = await site.run('restore.ts', join(site.dataDir, 'backups', 'none'))
    assert.notEqual(ended.code, 0)
    assert.match(ended.stderr, /running/)
  })

  test('Ctrl-C ends everything and frees the ports; the next start finds all it left', async () => {
    const kept = join(site.dataDir, 'kept.txt')
    writeFileSync(kept, 'kept')
    const half = join(site.dataDir, 'incoming', 'half')
    mkdirSync(join(site.dataDir, 'incoming'), { recursive: true })
    writeFileSync(half, 'half of an upload')
    const database = join(site.dataDir, 'aroundtheworld.db')
    const count = () => {
      const file = new Database(database, { readonly: true })
      try {
        return file.prepare('select count(*) from players').pluck().get()
      } finally {
        file.close()
      }
    }
    const players = count()
    const hadHome = existsSync(join(homedir(), '.pm2'))
    const pids = workersOf(site)
    assert.equal(pids.length, 4)
    process.kill(-site.pid, 'SIGINT')
    // Asked while it ends, PM2 is there or is not, and is never started again by being asked.
    let ending = true
    const asking = (async () => {
      while (ending) {
        const { code, stderr } = await site.pm2('list')
        if (code !== 0) assert.match(stderr, /No site runs/)
      }
    })()
    await site.end().finally(() => {
      ending = false
    })
    await asking
    assert.deepEqual(
      await Promise.all([site.appUrl, ...site.adminUrls].map(statusOf)),
      [0, 0, 0],
      'no port answers',
    )
    assert.ok(
      pids.every((pid) => !existsSync(`/proc/${pid}`)),
      'no worker is left',
    )
    assert.match((await site.pm2('list')).stderr, /No site runs/)
    assert.equal(existsSync(join(homedir(), '.pm2')), hadHome)
    await site.again()
    assert.doesNotMatch(site.output(), /Password:/)
    assert.equal(count(), players)
    assert.equal(existsSync(kept), true)
    assert.equal(existsSync(half), false, 'what a killed process left of an upload is gone')
  })

  test('when PM2 itself is killed, its processes go too and leave no port taken', async () => {
    const pids = workersOf(site)
    assert.equal(pids.length, 4)
    process.kill(Number(readFileSync(join(site.dataDir, '.pm2', 'pm2.pid'), 'utf8')), 'SIGKILL')
    const gone = () => pids.every((pid) => !existsSync(`/proc/${pid}`))
    await until(gone, () => `still there: ${pids.filter((pid) => existsSync(`/proc/${pid}`))}`)
  })
})

const workersOf = (site: Stack) => {
  const folder = join(site.dataDir, '.pm2', 'pids')
  return readdirSync(folder).map((file) =>
    Number(execFileSync('cat', [join(folder, file)], { encoding: 'utf8' })),
  )
}

describe('npm run pm2 beside a PM2 that goes away', () => {
  for (const connections of [1, 2, 3]) {
    test(`at connection ${connections}: it says that no site runs, ends, and starts no PM2 of its own`, async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'atw-gone-'))
      mkdirSync(join(dataDir, '.pm2'))
      const socket = join(dataDir, '.pm2', 'rpc.sock')
      let seen = 0
      const going = createServer((connection) => {
        connection.on('error', () => {})
        if (++seen < connections) return
        going.close()
        setTimeout(() => connection.destroy(), 100)
      })
      await new Promise<void>((resolve) => going.listen(socket, resolve))
      try {
        const ended = await runNode(['deploy/pm2.js', 'list'], { DATA_DIR: dataDir })
        assert.match(ended.stderr, /^No site runs from [^\n]+\n$/)
        assert.equal(ended.code, 1)
        assert.equal(existsSync(socket), false, 'no PM2 listens')
      } finally {
        going.close()
        rmSync(dataDir, { recursive: true, force: true })
      }
    })
  }
})

describe('six starts at the same moment on an empty folder', () => {
  test('one runs, five say that it does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atw-six-'))
    const port = await freePorts(3)
    const dataDir = join(folder, 'data')
    const env = {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'test',
      APP_PORT: String(port),
      ADMIN_PORT: String(port + 1),
      DATA_DIR: dataDir,
    }
    const starts = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ['deploy/start.js'], {
        cwd: root,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const start = { child, said: '', code: undefined as number | null | undefined }
      child.stderr.setEncoding('utf8').on('data', (text) => {
        start.said += text
      })
      child.stdout.resume()
      child.on('close', (code) => {
        start.code = code
      })
      return start
    })
    try {
      await until(
        () => statusOf(`http://127.0.0.1:${port}/healthz`),
        () => `none came up: ${starts.map((start) => start.said).join('')}`,
        90_000,
      )
      await until(
        () => starts.filter(({ code }) => code !== undefined).length === 5,
        () => `not five have ended: ${JSON.stringify(starts.map(({ code, said }) => ({ code, said })))}`,
      )
      for (const { code, said } of starts.filter((start) => start.code !== undefined)) {
        assert.equal(code, 1)
        assert.match(said, /^(The site is already running|Port \d+ is taken)[^\n]+\n$/)
      }
      const file = new Database(join(dataDir, 'aroundtheworld.db'), { readonly: true })
      assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
      assert.equal(file.prepare("select count(*) from players where role = 'admin'").pluck().get(), 1)
      file.close()
    } finally {
      for (const { child } of starts) child.kill('SIGINT')
      await until(
        () => starts.every(({ code }) => code !== undefined),
        () => 'a start did not end',
      )
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
