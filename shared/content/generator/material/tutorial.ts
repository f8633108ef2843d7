const britannica = (page: string) => `Encyclopaedia Britannica, https://www.britannica.com/${page}`

export const TUTORIAL = [
  {
    key: 'nile',
    text: 'Which river flows through Cairo?',
    alternatives: ['Nile', 'Amazon', 'Ganges', 'Danube'],
    didYouKnow:
      'The Nile flows from south to north. Egyptian sailors drifted down with the current and came back up under sail, because the wind blows the other way.',
    source: britannica('place/Nile-River'),
  },
  {
    key: 'kangaroo',
    text: 'In which country do kangaroos live in the wild?',
    alternatives: ['Australia', 'South Africa', 'Brazil', 'India'],
    didYouKnow:
      'A newborn kangaroo is hardly larger than a bean. It climbs into its mother’s pouch by itself and stays there for months.',
    source: britannica('animal/kangaroo'),
  },
  {
    key: 'boot',
    text: 'Which country is shaped like a boot?',
    alternatives: ['Italy', 'Sweden', 'Portugal', 'Türkiye'],
    didYouKnow:
      'Two tiny countries lie entirely inside the boot: San Marino, on a mountain, and Vatican City, in the middle of Rome.',
    source: britannica('place/Italy'),
  },
  {
    key: 'largest-ocean',
    text: 'Which is the largest ocean on Earth?',
    alternatives: ['Pacific Ocean', 'Atlantic Ocean', 'Indian Ocean', 'Arctic Ocean'],
    didYouKnow:
      'All the continents together would fit into the Pacific. Its deepest point, in the Mariana Trench, lies almost eleven kilometres down.',
    source: 'NOAA, https://oceanservice.noaa.gov/facts/biggestocean.html',
  },
  {
    key: 'everest',
    text: 'Which is the highest mountain above sea level?',
    alternatives: ['Mount Everest', 'Mont Blanc', 'Kilimanjaro', 'Mount Fuji'],
    didYouKnow:
      'Fossils of sea creatures lie in the rock near its top: before India pushed into Asia, that rock was the bed of an ocean.',
    source: britannica('place/Mount-Everest'),
  },
  {
    key: 'penguins',
    text: 'Where do emperor penguins live?',
    alternatives: ['Antarctica', 'Alaska', 'Greenland', 'Siberia'],
    didYouKnow:
      'The fathers keep the egg warm on their feet for about two months in the polar night, and eat nothing until the mothers return.',
    source: britannica('animal/emperor-penguin'),
  },
  {
    key: 'sahara',
    text: 'On which continent is the Sahara?',
    alternatives: ['Africa', 'Asia', 'Australia', 'South America'],
    didYouKnow:
      'Some ten thousand years ago the Sahara was green. People painted cattle, giraffes and even swimmers on its rocks.',
    source: britannica('place/Sahara-desert-Africa'),
  },
  {
    key: 'brazil-language',
    text: 'Which language do most people speak in Brazil?',
    alternatives: ['Portuguese', 'Spanish', 'English', 'French'],
    didYouKnow: 'Far more people speak Portuguese in Brazil than in Portugal: about twenty times as many.',
    source: britannica('topic/Portuguese-language'),
  },
  {
    key: 'maple-leaf',
    text: 'Which country has a red maple leaf on its flag?',
    alternatives: ['Canada', 'Japan', 'Switzerland', 'Lebanon'],
    didYouKnow:
      'The flag is younger than many people think: it was first raised on 15 February 1965, after thousands of designs had been sent in.',
    source: britannica('topic/flag-of-Canada'),
  },
  {
    key: 'sushi',
    text: 'From which country does sushi, as we know it, come?',
    alternatives: ['Japan', 'Mexico', 'Greece', 'Kenya'],
    didYouKnow:
      'It began as a way to keep fish: packed in fermenting rice for months. The rice was thrown away; only later did people start to eat both, fresh.',
    source: britannica('topic/sushi'),
  },
  {
    key: 'canals',
    text: 'Which city is famous for its gondolas and canals instead of streets?',
    alternatives: ['Venice', 'Madrid', 'Cairo', 'Moscow'],
    didYouKnow:
      'Venice stands on more than a hundred small islands, and many of its houses rest on wooden piles driven into the mud centuries ago.',
    source: britannica('place/Venice'),
  },
  {
    key: 'equator',
    text: 'What is the name of the imaginary line around the middle of the Earth?',
    alternatives: ['The equator', 'The Arctic Circle', 'The prime meridian', 'The date line'],
    didYouKnow:
      'Standing on the equator you travel at about 1,670 kilometres an hour without noticing it: that is how fast the Earth turns there.',
    source: britannica('place/Equator'),
  },
]
