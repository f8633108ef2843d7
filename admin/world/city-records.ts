import * as cityEdits from '../../shared/db/city-edits.ts'
import type { Tx } from '../../shared/db/connection.ts'
import * as photos from '../../shared/db/photos.ts'
import { photoProblem } from '../../shared/rules/photos.ts'
import { isEditor, mayEdit } from '../../shared/rules/roles.ts'
import type { RecordKind } from '../history/record-kind.ts'
import { lockProblem } from './city-form.ts'

export const LABELS = {
  name: 'Name',
  airport: 'Airport',
  population: 'People',
  timezone: 'Time zone',
  locked: 'Opens when one signs up',
}

const STAYS = 'A city stays, as tickets and flights name it. Let it open only to those who signed up instead.'

export const record: RecordKind = {
  kind: 'city',
  noun: 'City',
  labels: {
    ...LABELS,
    photos: 'Photos',
    country: 'Country',
    iata: 'Airport code',
    lat: 'Latitude',
    lng: 'Longitude',
  },
  path: (ref) => `/admin/cities/${ref}`,
  form: true,
  read: (db, ref) => cityEdits.present(db, Number(ref)),
  mayOpen: (_db, person, { country }) => mayEdit(person, { country: country as string | null }),
  forbids: (_db, person, before, after) =>
    before.locked !== after.locked && !isEditor(person) ? 'Only editors open and lock a city.' : undefined,
  show(_db, field, value) {
    if (field === 'locked') return value ? 'yes' : 'no'
    return field === 'photos'
      ? (value as number[]).map((id) => `Number ${id}`).join(', ')
      : String(value ?? '')
  },
  async put(tx, { ref, now, fields }, by) {
    if (!now || !fields) return STAYS
    const { name, airport, population, timezone, locked, photos } = fields as cityEdits.CityFields
    const { slug } = now.fields
    const problem = (locked ? lockProblem(String(slug)) : undefined) ?? (await photosProblem(tx, photos))
    if (problem) return problem
    const set = { name, airport, population, timezone, locked, photos }
    await cityEdits.update(tx, Number(ref), now.version!, set, by)
  },
}

async function photosProblem(tx: Tx, ids: number[]): Promise<string | undefined> {
  for (const id of ids) {
    const photo = await photos.byId(tx, id)
    const problem = photo ? photoProblem(photo) : 'One of its photos is deleted.'
    if (problem) return problem
  }
}
