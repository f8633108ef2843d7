import { LANDMARKS } from '../material/landmarks.ts'
import { byCode } from '../sources/countries.ts'
import type { Photo, Question } from '../types.ts'

type Landmark = (typeof LANDMARKS)[number]

/** Tour guide: two questions to each photograph, what it shows and where it stands. */
export function landmarks(): Question[] {
  return LANDMARKS.flatMap((landmark) => [name(landmark), country(landmark)])
}

export function landmarkPhotos(): Photo[] {
  return LANDMARKS.map(({ file, title, alt, description, place, author, licence, source }) => ({
    file: `landmarks/${file}`,
    title,
    alt,
    description,
    place,
    author,
    licence,
    source,
  }))
}

function name(landmark: Landmark): Question {
  return {
    ...frame(landmark, 'landmark', landmark.value),
    text: 'Which landmark is this?',
    alternatives: [landmark.title, ...landmark.wrong],
    didYouKnow: landmark.fact,
  }
}

function country(landmark: Landmark): Question {
  const codes = [landmark.country, ...landmark.otherCountries]
  return {
    ...frame(landmark, 'landmark-country', landmark.value + 1),
    text: 'In which country was this photograph taken?',
    alternatives: codes.map((code) => byCode(code).name),
    didYouKnow: landmark.placeFact,
  }
}

function frame(landmark: Landmark, template: string, value: number) {
  return {
    key: `${template}:${landmark.file.replace('.webp', '')}`,
    category: 'tour-guide',
    subject: { landmark: true as const, country: landmark.country },
    answer: 0 as const,
    sorted: false as const,
    value,
    seconds: 13,
    source: landmark.factSource,
    sourceDate: '2026-06-30',
    verifyBy: '2029-06-30',
    photos: [`landmarks/${landmark.file}`],
  }
}
