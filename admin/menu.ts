import * as cities from '../shared/db/cities.ts'
import * as complaints from '../shared/db/complaint-lists.ts'
import * as errors from '../shared/db/errors.ts'
import * as feedback from '../shared/db/feedback.ts'
import { isAdmin, isEditor } from '../shared/rules/roles.ts'
import type { Context, Middleware } from '../shared/web/context.ts'
import { noteOn } from './batches/batch-words.ts'
import { here, numberOf } from './lists/lists.ts'

const NOTES = new Map([
  ['saved', 'Saved.'],
  ['removed', 'Deleted.'],
  ['reversed', 'Taken back.'],
  ['added', 'Added. It is a draft until you publish it.'],
  ['published', 'Published: players can be asked it from now on.'],
  ['retired', 'Retired: nobody is asked it any more. Its answers stay.'],
  ['draft', 'A draft again: nobody is asked it until it is published.'],
  ['photo-added', 'The photo is here, in all its sizes.'],
  [
    'photo-known',
    'This very photo was here already. Its words were left as they are: change them on its page.',
  ],
  ['photo-turned', 'Turned, in all its sizes.'],
  ['photo-replaced', 'Replaced: words and uses stay. The file before is kept.'],
  ['photo-same', 'This is the file that is here already: nothing was changed.'],
  ['photo-deleted', 'Deleted. For 30 days it can be brought back.'],
  ['photo-restored', 'It is here again, as it was.'],
  ['photos-described', 'Saved. All other photos have their alternative text.'],
  ['frames-gone', 'Its detective frames showed the old picture and are gone.'],
  ['frames-made', 'The frames are here: see them as a film.'],
  ['frames-removed', 'The frames are gone. They can be made again at any time.'],
  ['news-known', 'These very words were here already: they are not added twice.'],
  ['news-saved', 'Saved. Players read it once you publish it.'],
  ['news-published', 'Published: players find it among the news.'],
  ['news-draft', 'Taken back: nobody but editors sees it.'],
  ['city', 'Added, with the questions that are asked there. An introduction and a photo are still missing.'],
  ['complaint-accepted', 'Accepted: it is done.'],
  ['complaint-dismissed', 'Dismissed: all stays as it is.'],
  ['message-removed', 'The message is off the wall.'],
  ['message-restored', 'The message stands on the wall again.'],
  ['batch-left', 'Left as it was: nothing was changed.'],
  ['feedback-closed', 'Closed.'],
  ['feedback-open', 'Open again.'],
  ['error-closed', 'Closed. It opens again by itself when it happens again.'],
  ['error-open', 'Open again.'],
  ['renamed', 'This is a name of our own making now. Its owner can choose another.'],
  ['account-closed', 'The account is closed. It can be opened again on this page.'],
  ['account-open', 'The account is open again: its owner can sign in.'],
  ['role', 'The role is changed, and this person is signed out everywhere.'],
])

/** What a note can be undone by: the note, and the form's address for the number that comes with it. */
const UNDO = new Map([
  ['photo-deleted', (id: number) => `/admin/photos/${id}/restoration`],
  ['batch', (id: number) => `/admin/batches/${id}/reversal`],
])

/** All else is undone by the row of audit it left. */
const reversal = (id: number) => `/admin/audit/${id}/reversal`

/** Gives every page of the dashboard its side navigation, and the note the last form left. */
export const menu: Middleware = async (ctx, next) => {
  const render = ctx.render
  const groups = ctx.method === 'GET' || ctx.method === 'POST' ? await entries(ctx) : []
  const names = String(ctx.query.note ?? '').split('.')
  const of = numberOf(String(ctx.query.of ?? ''))
  const note =
    of && names[0] === 'batch'
      ? await noteOn(ctx, of)
      : names.flatMap((name) => NOTES.get(name) ?? []).join(' ')
  const undo = of && (UNDO.get(names[0]!) ?? reversal)(of)
  const { country } = ctx.player
  const ownCountry = country ? (await cities.country(ctx.db, country))?.name : undefined
  ctx.render = (view, data) =>
    render.call(ctx, view, {
      menu: groups,
      note,
      undo,
      here: here(ctx),
      admin: isAdmin(ctx.player),
      editor: isEditor(ctx.player),
      ownCountry,
      ...data,
    })
  await next()
}

async function upkeep(ctx: Context) {
  return {
    title: 'Upkeep',
    items: [
      { path: '/admin/errors', name: 'Browser errors', count: await errors.countOpen(ctx.db) },
      { path: '/admin/storage', name: 'Storage' },
      { path: '/admin/regenerations', name: 'Regeneration' },
    ],
  }
}

/** What this person may do, and beside it what waits: each number is read off an index, as every page has them. */
async function entries(ctx: Context) {
  return [
    {
      title: 'Content',
      items: [
        { path: '/admin/questions', name: 'Questions' },
        { path: '/admin/imports', name: 'Imports' },
        { path: '/admin/progress', name: 'In progress' },
        { path: '/admin/photos', name: 'Photos' },
        { path: '/admin/cities', name: 'Cities' },
        { path: '/admin/places', name: 'Places' },
        { path: '/admin/documents', name: 'Documents' },
        ...(isEditor(ctx.player) ? [{ path: '/admin/categories', name: 'Categories' }] : []),
      ],
    },
    { title: 'People', items: await people(ctx) },
    {
      title: 'Look',
      items: [
        { path: '/admin/reports', name: 'Reports' },
        { path: '/admin/awards', name: 'Awards' },
        { path: '/admin/audit', name: 'History' },
        { path: '/admin/batches', name: 'Batches' },
      ],
    },
    ...(isEditor(ctx.player) ? [await upkeep(ctx)] : []),
    {
      title: 'You',
      items: [
        { path: '/admin/first-steps', name: 'First steps' },
        { path: '/admin/password', name: 'Password' },
      ],
    },
  ]
}

const ADMINS_PEOPLE = [
  { path: '/admin/players', name: 'Players' },
  { path: '/admin/staff', name: 'Staff' },
]

async function people(ctx: Context) {
  const open = await complaints.countOpen(ctx.db, ctx.player.country)
  const count = open.question + open.message + open.name
  const items = [{ path: '/admin/complaints', name: 'Complaints', count }]
  if (!isEditor(ctx.player)) return items
  return [
    ...items,
    { path: '/admin/messages', name: 'Messages' },
    { path: '/admin/news', name: 'News' },
    { path: '/admin/feedback', name: 'Feedback', count: await feedback.countOpen(ctx.db) },
    ...(isAdmin(ctx.player) ? ADMINS_PEOPLE : []),
  ]
}
