import { byCode } from '../sources/countries.ts'
import { LANDMARKS, type Landmark } from '../sources/landmarks.ts'
import type { Photo, Question } from '../types.ts'

/** Tour guide: two or three questions to each photograph: what it shows, where it stands, and who built it or when. */
export function landmarks(): Question[] {
  return LANDMARKS.flatMap((landmark) => [name(landmark), country(landmark), ...more(landmark)])
}

export function landmarkPhotos(): Photo[] {
  return LANDMARKS.map((landmark) => {
    const { name, alt, description, author, licence, source } = landmark
    return { file: file(landmark), title: name, alt, description, place: name, author, licence, source }
  })
}

function name(landmark: Landmark): Question {
  return {
    ...frame(landmark, 'landmark', landmark.value),
    text: 'Which landmark is this?',
    alternatives: [landmark.name, ...landmark.wrong],
    didYouKnow: landmark.fact,
  }
}

function country(landmark: Landmark): Question {
  const codes = [landmark.country, ...landmark.otherCountries]
  return {
    ...frame(landmark, 'landmark-country', landmark.value),
    text: 'In which country was this photograph taken?',
    alternatives: codes.map((code) => byCode(code).name),
    didYouKnow: landmark.placeFact,
  }
}

function more(landmark: Landmark): Question[] {
  if (!landmark.more) return []
  const { text, alternatives, fact } = landmark.more
  return [{ ...frame(landmark, 'landmark-more', landmark.value + 1), text, alternatives, didYouKnow: fact }]
}

function frame(landmark: Landmark, template: string, value: number) {
  return {
    key: `${template}:${landmark.file}`,
    category: 'tour-guide',
    subject: { landmark: true as const, country: landmark.country },
    answer: 0 as const,
    sorted: false as const,
    value,
    seconds: 13,
    source: landmark.factSource,
    sourceDate: '2026-06-30',
    verifyBy: '2029-06-30',
    photos: [file(landmark)],
  }
}

function file(landmark: Landmark): string {
  return `landmarks/${landmark.file}.webp`
}
