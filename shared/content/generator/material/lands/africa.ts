/** Rivers, mountains, lakes and coasts of Africa: what every atlas shows and no election changes. */
export const AFRICA: Record<string, string[]> = {
  AO: [
    'At Kalandula in the north of Angola the Lucala River falls about 105 metres, one of the highest waterfalls in Africa.',
    'The Okavango rises in the highlands of Angola and never reaches the sea: it ends in a desert far to the south.',
    'Angola has a province, Cabinda, that is cut off from the rest of it by the mouth of the Congo.',
  ],
  BF: [
    'Three rivers of Burkina Faso were once called the Black, the White and the Red Volta: today Mouhoun, Nakambé and Nazinon.',
    'The highest point of Burkina Faso, Tena Kourou, rises only some 750 metres above the sea.',
  ],
  BI: [
    'A spring in the hills of southern Burundi is one of those that are called the southernmost source of the Nile.',
    'Lake Tanganyika, on which Burundi has a shore, is the second-deepest lake in the world.',
    'The Ruvubu, which becomes part of the Nile, crosses Burundi from the north-west to the east.',
  ],
  BJ: [
    'Benin is only some 120 kilometres wide at its coast, but reaches about 650 kilometres inland to the Niger.',
    'Ganvié in Benin is a town on stilts in the middle of Lake Nokoué: people go shopping by boat.',
  ],
  BW: [
    'In Botswana the Okavango spreads out into a great inland delta and dries up in the sands of the Kalahari.',
    'The salt pans of Makgadikgadi in Botswana are what is left of a lake that was once among the largest in Africa.',
  ],
  CD: [
    'The Congo, in places more than 200 metres deep, is the deepest river known, and it crosses the equator twice.',
    'Margherita Peak, on the eastern border of the Democratic Republic of the Congo, is 5,109 metres high: there is ice on it, almost on the equator.',
    'Nyiragongo, a volcano in the east of the Democratic Republic of the Congo, has held one of the largest lava lakes on Earth.',
  ],
  CF: [
    'The Ubangi, a great tributary of the Congo, forms much of the southern border of the Central African Republic.',
    'In a forest clearing at Dzanga in the Central African Republic, dozens of forest elephants gather at once.',
  ],
  CG: [
    'Livingstone Falls, a long chain of rapids, keep ships from sailing up the Congo from the ocean.',
    'Rainforest covers more than half of the Republic of the Congo, and lowland gorillas live there in large numbers.',
  ],
  CI: [
    'The forest of Taï, in the south-west of Ivory Coast, is home to chimpanzees that crack nuts with stones.',
    'Lake Kossou, on the Bandama River, is the largest lake of Ivory Coast, and it was made by a dam.',
  ],
  CM: [
    'Mount Cameroon, an active volcano 4,040 metres high, stands close to the sea and is among the wettest places on Earth.',
    'The north of Cameroon reaches to Lake Chad, and the south to the rainforests of the equator.',
  ],
  CV: [
    'Pico do Fogo, the highest peak of Cape Verde at 2,829 metres, is an active volcano; in 2014 its lava buried two villages.',
    'Cape Verde consists of ten islands, about 570 kilometres off the westernmost cape of Africa.',
  ],
  DJ: [
    'Lake Assal in Djibouti lies about 155 metres below the sea, the lowest point of Africa, and is far saltier than the ocean.',
    'Off Djibouti, a strait of about 30 kilometres parts Africa from Arabia: the Bab-el-Mandeb, the Gate of Tears.',
  ],
  DZ: [
    'More than four fifths of Algeria lie in the Sahara.',
    'Mount Tahat, 2,908 metres high, is the top of Algeria: it stands in the middle of the Sahara.',
    'On the plateau of Tassili n’Ajjer in Algeria thousands of rock paintings show cattle and crocodiles where there is desert now.',
  ],
  EG: [
    'The Qattara Depression in Egypt lies as much as 133 metres below the sea.',
    'Mount Catherine in Sinai, 2,629 metres high, is the highest mountain of Egypt.',
    'Almost all Egyptians live on the few per cent of the land that the Nile waters.',
  ],
  ER: [
    'More than 350 islands lie off the coast of Eritrea: the largest group among them is the Dahlak Archipelago.',
    'A road in Eritrea leads from the sea to a height of more than 2,300 metres in little over 100 kilometres.',
  ],
  ET: [
    'Lake Tana in Ethiopia is the source of the Blue Nile.',
    'The Danakil Depression in Ethiopia lies more than 100 metres below the sea and is one of the hottest places where people live.',
    'Ras Dejen, 4,550 metres high, is the highest peak of Ethiopia; monkeys that live on grass, the geladas, graze around it.',
  ],
  GA: [
    'Rainforest covers more than four fifths of Gabon.',
    'The Ogooué, about 1,200 kilometres long, gathers the water of almost all of Gabon.',
  ],
  GH: [
    'Lake Volta in Ghana, made by the Akosombo Dam, is one of the largest man-made lakes in the world.',
    'Lake Bosumtwi in Ghana fills a crater that a meteorite struck about a million years ago.',
  ],
  GM: [
    'The Gambia follows a river for some 300 kilometres and is nowhere much wider than 50.',
    'Circles of more than a thousand stone pillars stand along the River Gambia; some are over twelve hundred years old.',
  ],
  GN: [
    'Three great rivers rise in the highlands of Guinea: the Niger, the Senegal and the Gambia.',
    'Guinea holds some of the largest reserves of bauxite, the ore of aluminium, in the world.',
  ],
  GQ: [
    'The largest island of Equatorial Guinea, Bioko, is a volcano: its peak, Pico Basilé, is 3,008 metres high.',
    'Annobón, the southernmost island of Equatorial Guinea, lies on the other side of the equator from the rest.',
  ],
  GW: [
    'Off Guinea-Bissau lie the Bijagós, some 88 islands, where hippopotamuses bathe in salt water.',
    'Tides push far into the flat coast of Guinea-Bissau, and mangroves line its rivers for many kilometres.',
  ],
  KE: [
    'Mount Kenya, 5,199 metres high, is the second-highest mountain of Africa and has given the country its name.',
    'Lake Turkana in northern Kenya is the largest permanent lake in a desert anywhere in the world.',
    'The Great Rift Valley cuts through Kenya from north to south, with a string of lakes on its floor.',
  ],
  KM: [
    'Karthala on Grande Comore is one of the most active volcanoes in the world.',
    'In the deep water off the Comoros lives the coelacanth, a fish that was thought to have died out with the dinosaurs.',
  ],
  LR: [
    'Liberia was never a European colony: settlers from America, many of them freed slaves, declared it independent in 1847.',
    'Liberia keeps the largest part of what is left of the rainforest of Upper Guinea, and pygmy hippopotamuses live in it.',
  ],
  LS: [
    'Lesotho is the only country that lies wholly above 1,000 metres: its lowest point is about 1,400 metres high.',
    'Thabana Ntlenyana in Lesotho, 3,482 metres high, is the highest mountain in Africa south of Kilimanjaro.',
  ],
  LY: [
    'Libya has no river that flows all year; giant pipes bring water from under the desert to the coast.',
    'Bikku Bitti, 2,266 metres high, is the highest point of Libya and lies in the far south, in the Tibesti Mountains.',
  ],
  MA: [
    'Toubkal in the High Atlas, 4,167 metres high, is the highest mountain of North Africa.',
    'Only about 14 kilometres of sea part Africa from Europe at the narrowest point of the Strait of Gibraltar.',
    'In the south-west of Morocco goats climb argan trees to eat their fruit.',
  ],
  MG: [
    'Madagascar is the fourth-largest island in the world, after Greenland, New Guinea and Borneo.',
    'Lemurs live in the wild only on Madagascar and small islands near it.',
    'Six of the world’s eight species of baobab grow only on Madagascar.',
  ],
  ML: [
    'In the middle of Mali the Niger spreads into an inland delta of lakes and channels, in the midst of dry land.',
    'The great mosque of Djenné in Mali is built of mud, and the whole town helps to replaster it each year.',
  ],
  MR: [
    'One of the longest trains in the world, up to two and a half kilometres, carries iron ore through Mauritania to the sea.',
    'The Richat Structure in Mauritania, rings of rock some 40 kilometres across, is best seen from space.',
  ],
  MU: [
    'The dodo lived only on Mauritius; it died out in the 17th century.',
    'Mauritius is the top of an old volcano and is almost wholly ringed by a coral reef.',
  ],
  MW: [
    'Lake Malawi holds more species of fish than any other lake in the world.',
    'Lake Malawi, more than 550 kilometres long, runs along most of the eastern side of the country.',
    'Mount Mulanje in Malawi rises to 3,002 metres straight out of the tea gardens of the plain.',
  ],
  MZ: [
    'The Zambezi flows through Mozambique to the sea; on its way it fills Lake Cahora Bassa behind a dam.',
    'Mozambique has about 2,500 kilometres of coast on the Indian Ocean.',
  ],
  NA: [
    'The Fish River Canyon in Namibia, about 160 kilometres long, is one of the largest canyons in the world.',
    'The Namib, along the coast of Namibia, is held to be the oldest desert in the world.',
    'Fog from the cold Atlantic keeps beetles and plants alive in the desert of Namibia; some beetles drink it off their own backs.',
  ],
  NE: [
    'The Aïr Mountains in the north of Niger rise to about 2,000 metres out of the Sahara.',
    'The last giraffes of West Africa roam freely in the countryside of Niger, among fields and villages.',
  ],
  NG: [
    'The Niger and the Benue meet at Lokoja in the middle of Nigeria, and together form a vast delta at the sea.',
    'Chappal Waddi, 2,419 metres high, is the highest mountain of Nigeria, close to its eastern border.',
  ],
  RW: [
    'Rwanda, called the land of a thousand hills, has its highest point on Karisimbi, a volcano of 4,507 metres.',
    'On the volcanoes in the north-west of Rwanda live mountain gorillas, of which there are only about a thousand in the world.',
  ],
  SC: [
    'The coco de mer, the largest seed in the world, grows wild only on two islands of the Seychelles.',
    'About 100,000 giant tortoises live on Aldabra, an atoll of the Seychelles.',
    'The inner islands of the Seychelles are of granite, not of coral or lava: a splinter of an ancient continent.',
  ],
  SD: [
    'Two rivers meet in the middle of Sudan, the White Nile and the Blue Nile; from there it is simply the Nile.',
    'More pyramids stand in Sudan than in Egypt, though they are smaller and steeper.',
  ],
  SL: [
    'The peninsula of Freetown in Sierra Leone has a range of hills right on the coast: sailors saw them from afar.',
    'Mount Bintumani in Sierra Leone, 1,945 metres high, is one of the highest peaks of West Africa.',
  ],
  SN: [
    'Pointe des Almadies in Senegal is the westernmost point of the African mainland.',
    'Lake Retba in Senegal is so salty that one floats in it, and at times it is pink.',
  ],
  SO: [
    'Somalia has the longest coast of any country on the African mainland.',
    'The easternmost point of the African mainland is Ras Hafun in Somalia.',
    'Two rivers come down to southern Somalia from the highlands in the west: the Jubba and the Shebelle.',
    'Somalia has more camels than almost any other country: several million.',
  ],
  SS: [
    'In South Sudan the White Nile spreads into the Sudd, one of the largest swamps in the world.',
    'Each year hundreds of thousands of antelopes wander across the plains of South Sudan.',
  ],
  ST: [
    'The equator touches São Tomé and Príncipe on the Ilhéu das Rolas, a small island off its south coast.',
    'Pico Cão Grande in São Tomé and Príncipe is a needle of volcanic rock that rises more than 300 metres above the forest.',
  ],
  SZ: [
    'The Lebombo Mountains run along the eastern side of Eswatini, and the highveld along its western side.',
    'Sibebe in Eswatini is one of the largest bare domes of granite in the world.',
    'One of the oldest mines known, Ngwenya in Eswatini, was dug for red ochre more than 40,000 years ago.',
  ],
  TD: [
    'Emi Koussi in Chad, an old volcano of 3,415 metres, is the highest mountain in the Sahara.',
    'Lake Chad has shrunk to a fraction of its size in the 1960s.',
  ],
  TG: [
    'Togo is a narrow strip of land, little more than 50 kilometres wide at the coast and some 550 kilometres long.',
    'Mount Agou, 986 metres high, is the highest point of Togo.',
  ],
  TN: [
    'Chott el Djerid, the great salt lake of Tunisia, is dry for most of the year and shimmers with mirages.',
    'Cape Angela in Tunisia is the northernmost point of Africa.',
  ],
  TZ: [
    'Kilimanjaro in Tanzania, 5,895 metres high, is the highest mountain of Africa.',
    'Every year more than a million wildebeest wander through the Serengeti in Tanzania.',
    'Ngorongoro in Tanzania is the largest unbroken volcanic crater in the world that is not filled with water.',
  ],
  UG: [
    'The White Nile leaves Lake Victoria in Uganda and squeezes through a gap of about seven metres at Murchison Falls.',
    'About half of all mountain gorillas live in one forest of Uganda, the Bwindi.',
    'The Rwenzori in Uganda, the Mountains of the Moon, carry snow and ice close to the equator.',
  ],
  ZA: [
    'The southernmost point of Africa is Cape Agulhas in South Africa, not the Cape of Good Hope.',
    'The Tugela Falls in South Africa tumble down almost a kilometre, in five leaps.',
    'The Orange River, the longest of South Africa, flows from the mountains of Lesotho to the Atlantic.',
  ],
  ZM: [
    'The Zambezi rises in the north-west of Zambia, makes a loop through Angola, and comes back.',
    'At dusk in November some ten million fruit bats rise from a small forest at Kasanka in Zambia.',
  ],
  ZW: [
    'The Victoria Falls, on the border of Zimbabwe, have an older name, Mosi-oa-Tunya: the smoke that thunders.',
    'Lake Kariba, on the border of Zimbabwe, is by volume the largest man-made lake in the world.',
    'The Great Dyke, a ridge rich in platinum, runs for some 550 kilometres through Zimbabwe.',
  ],
}
