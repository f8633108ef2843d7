import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '../shared/config.ts'
import * as photos from '../shared/db/photos.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/credits', showCredits],
  ['GET', '/privacy', (ctx) => ctx.render('app/about/privacy')],
]

const credits = JSON.parse(readFileSync(join(config.root, 'shared', 'content', 'credits.json'), 'utf8'))

async function showCredits(ctx: Context) {
  ctx.render('app/about/credits', { credits, photos: await photos.inPublic(ctx.db) })
}
