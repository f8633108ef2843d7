import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { PASSWORD, type Site, startApp } from '../client.ts'

describe('The door of the dashboard', () => {
  let site: Site
  before(async () => {
    site = await startApp('admin')
  })
  after(() => site.close())

  test('an editor comes in with e-mail and password', async () => {
    const { email } = await site.as('editor')
    const browser = site.client()
    const page = await browser.signIn(email, PASSWORD)
    assert.equal(page.status, 303)
    assert.equal(page.location, '/admin')
  })

  test('a wrong password is said without saying which part was wrong, and the e-mail stays in its field', async () => {
    const { email } = await site.as('editor')
    const page = await site.client().signIn(email, 'not this one')
    assert.equal(page.status, 422)
    assert.match(page.text, /do not belong together/)
    assert.ok(page.text.includes(`value="${email}"`))
  })

  test('a player is told that there is nothing', async () => {
    const player = await site.as('player')
    assert.equal((await player.get('/admin')).status, 404)
    assert.equal((await player.get('/admin/questions')).status, 404)
  })

  test('a stranger is led to the door', async () => {
    const page = await site.client().get('/admin/questions?state=draft')
    assert.equal(page.status, 303)
    assert.equal(page.location, '/admin/sign-in?next=%2Fadmin%2Fquestions%3Fstate%3Ddraft')
  })
})
