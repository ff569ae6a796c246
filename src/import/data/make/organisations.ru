# Hand-made. Name in the English table | name | acronyms | further names. Declined by make.py: "=" word as it is, /p /0 /n /f as in
# states.ru, "!" form as it stands. Marks of quotation are left out in the table.
United Nations|Организация =Объединенных =Наций|ООН|Организация =Объединённых =Наций;Объединенные Нации!;Объединенных Наций!
United Nations Security Council|Совет =Безопасности|-|Совет =Безопасности =ООН;Совбез =ООН;СБ ООН!
United Nations General Assembly|Генеральная Ассамблея =ООН|-|Генассамблея;Генассамблея =ООН;Генеральная ассамблея =ООН;Генеральная Ассамблея;ГА ООН!
UN Human Rights Council|Совет =по =правам =человека =ООН|СПЧ ООН|-
UN Refugee Agency|Управление верховного комиссара ООН по делам беженцев!|УВКБ;УВКБ ООН|агентство/n =ООН =по =делам =беженцев
UNICEF|ЮНИСЕФ!|-|Детский фонд =ООН
UNRWA|БАПОР!|-|Ближневосточное агентство ООН для помощи палестинским беженцам!
UNESCO|ЮНЕСКО!|-|-
Food and Agriculture Organization|Продовольственная и сельскохозяйственная организация =ООН|ФАО|-
International Organization for Migration|Международная организация =по =миграции|МОМ|-
International Labour Organization|Международная организация =труда|МОТ|-
European Union|Европейский союз|ЕС|Евросоюз;Европейский Союз
European Commission|Европейская комиссия|ЕК|Еврокомиссия
European Parliament|Европейский парламент|-|Европарламент
European Council|Европейский совет|-|Евросовет
Council of Europe|Совет =Европы|-|-
European Court of Human Rights|Европейский суд =по =правам =человека|ЕСПЧ|-
European Central Bank|Европейский центральный банк|ЕЦБ|Европейский Центральный банк;Европейский центробанк
European Investment Bank|Европейский инвестиционный банк|ЕИБ|-
European Bank for Reconstruction and Development|Европейский банк =реконструкции =и =развития|ЕБРР|-
African Union|Африканский союз|-|Афросоюз
Arab League|Лига =арабских =государств|ЛАГ|Лига =арабских =стран;Арабская лига
North Atlantic Treaty Organization|НАТО!|-|Североатлантический альянс;Организация =Североатлантического =договора
Shanghai Cooperation Organization|Шанхайская организация =сотрудничества|ШОС|-
Association of Southeast Asian Nations|АСЕАН!|-|Ассоциация =государств =Юго-Восточной =Азии
South Asian Association for Regional Cooperation|Ассоциация =регионального =сотрудничества =Южной =Азии|СААРК|-
Gulf Cooperation Council|Совет =сотрудничества =арабских =государств =Персидского =залива|ССАГПЗ;ССЗ|Совет =сотрудничества =стран =Персидского =залива
Organisation of Islamic Cooperation|Организация =исламского =сотрудничества|ОИС|-
Organization of the Petroleum Exporting Countries|ОПЕК!|-|Организация =стран =— =экспортеров =нефти;Организация =стран-экспортеров =нефти;ОПЕК+!
Organization for Security and Co-operation in Europe|Организация =по =безопасности =и =сотрудничеству =в =Европе|ОБСЕ|-
Organisation for Economic Co-operation and Development|Организация =экономического =сотрудничества =и =развития|ОЭСР|-
International Monetary Fund|Международный валютный фонд|МВФ|-
World Bank|Всемирный банк|-|-
World Trade Organization|Всемирная торговая организация|ВТО|-
World Health Organization|Всемирная организация =здравоохранения|ВОЗ|-
International Atomic Energy Agency|Международное агентство по атомной энергии!|МАГАТЭ|Международного агентства по атомной энергии!
International Energy Agency|Международное энергетическое агентство!|МЭА|Международного энергетического агентства!
International Criminal Court|Международный уголовный суд|МУС|-
International Court of Justice|Международный суд =ООН|-|Международный Суд =ООН
World Food Programme|Всемирная продовольственная программа =ООН|ВПП|Всемирная продовольственная программа
BRICS|БРИКС!|-|-
Group of Seven|Большая семерка|G7|Группа =семи;«Большая семерка»!;«Большой семерки»!;«Большой семерке»!;страны «Большой семерки»!
Group of Twenty|Большая двадцатка|G20|Группа =двадцати;«Большая двадцатка»!;«Большой двадцатки»!;«Большой двадцатке»!
Economic Community of West African States|Экономическое сообщество западноафриканских государств!|ЭКОВАС|Экономическое сообщество стран Западной Африки!
Alliance of Sahel States|Альянс =государств =Сахеля|АГС|Конфедерация =государств =Сахеля
Commonwealth of Independent States|Содружество Независимых Государств!|СНГ|Содружества Независимых Государств!
Collective Security Treaty Organization|Организация =Договора =о =коллективной =безопасности|ОДКБ|-
Eurasian Economic Union|Евразийский экономический союз|ЕАЭС|-
Mercosur|МЕРКОСУР!|-|Меркосур
Organization of American States|Организация =американских =государств|ОАГ|-
Financial Action Task Force|Группа =разработки =финансовых =мер =борьбы =с =отмыванием =денег|ФАТФ;FATF|-
Interpol|Интерпол|-|-
Asian Development Bank|Азиатский банк =развития|АБР|-
Asian Infrastructure Investment Bank|Азиатский банк =инфраструктурных =инвестиций|АБИИ|-
African Development Bank|Африканский банк =развития|АфБР|-
Islamic Development Bank|Исламский банк =развития|ИБР|-
Organisation for the Prohibition of Chemical Weapons|Организация =по =запрещению =химического =оружия|ОЗХО|-
Organization of Turkic States|Организация =тюркских =государств|ОТГ|-
Commonwealth of Nations|Содружество наций!|-|Британское Содружество!
Red Cross|Международный комитет =Красного =Креста|МККК|Красный Крест;Красный крест
Amnesty International|Amnesty International|-|Международная амнистия;«Международная амнистия»!
Human Rights Watch|Human Rights Watch|HRW|Хьюман Райтс Вотч!
Doctors Without Borders|«Врачи без границ»!|-|Врачи без границ!;«Врачей без границ»!
Greenpeace|Greenpeace|-|Гринпис
Oxfam|Oxfam|-|-
Reporters Without Borders|«Репортеры без границ»!|-|Репортеры без границ!;«Репортеров без границ»!
World Economic Forum|Всемирный экономический форум|ВЭФ|-
International Olympic Committee|Международный олимпийский комитет|МОК|-
FIFA|ФИФА!|FIFA|-
Taliban|Талибан|-|«Талибан»!;«Талибана»!;движение «Талибан»!;движения «Талибан»!;талибы/p;талибов!
Tehrik-i-Taliban Pakistan|Техрик-е-Талибан Пакистан!|ТТП|пакистанские талибы/p
ISIS Khorasan|Исламское государство — Хорасан!|ИГ-Хорасан|«Вилаят Хорасан»!;Вилаят Хорасан!;ИГИЛ-Хорасан!;ИГИЛ-К!
ISIS|Исламское государство!|ИГИЛ;ИГ|Исламского государства!;«Исламское государство»!;«Исламского государства»!;«Исламским государством»!;ДАИШ!
Al-Qaeda|Аль-Каида|-|«Аль-Каида»!;«Аль-Каиды»!;«Аль-Каидой»!;аль-Каида;Аль-Каеда;«Аль-Каеда»!
Hezbollah|Хезболла|-|«Хезболла»!;«Хезболлы»!;«Хезболле»!;«Хезболлу»!;«Хезболлой»!;Хизбалла;Хизболла
Hamas|ХАМАС!|-|Хамас;движение ХАМАС!;движения ХАМАС!
Houthis|хуситы/p|-|Ансар Аллах!;«Ансар Аллах»!;движение «Ансар Аллах»!
Palestinian Islamic Jihad|Исламский джихад|-|«Исламский джихад»!;«Исламского джихада»!;Палестинский исламский джихад
Qassam Brigades|Бригады Изз ад-Дин аль-Кассам!|-|бригады «Изз ад-Дин аль-Кассам»!;«Бригады Изз ад-Дин аль-Кассам»!
Boko Haram|Боко Харам!|-|«Боко харам»!;«Боко Харам»!
Al-Shabaab|Аш-Шабаб|-|«Аш-Шабаб»!;«аш-Шабаб»!
Kurdistan Workers' Party|Рабочая партия =Курдистана|РПК|-
Syrian Democratic Forces|Сирийские демократические силы!|СДС|Сирийских демократических сил!;«Сирийские демократические силы»!
People's Protection Units|Отряды народной самообороны!|YPG|Силы народной самообороны!;Отрядов народной самообороны!
Free Syrian Army|Свободная сирийская армия|ССА|-
Wagner Group|ЧВК «Вагнер»!|-|ЧВК Вагнера!;Вагнер;группа Вагнера!;ЧВК «Вагнера»!;группы Вагнера!;«Вагнера»!;вагнеровцы!;вагнеровцев!
Azov|«Азов»!|-|батальон «Азов»!;полк «Азов»!;«Азова»!;полка «Азов»!
M23|М23!|M23|Движение 23 марта!;повстанцы М23!
FARC|Революционные вооруженные силы Колумбии!|ФАРК;РВСК|-
National Liberation Army|Армия =национального =освобождения|АНО|-
Rapid Support Forces|Силы быстрой поддержки!|СБП|Сил быстрой поддержки!
Popular Mobilization Forces|Хашд аш-Шааби!|-|«Хашд аш-Шааби»!;Народное ополчение Ирака!;Силы народной мобилизации!
Kataib Hezbollah|Катаиб Хезболла!|-|«Катаиб Хезболла»!
Hayat Tahrir al-Sham|Хайят Тахрир аш-Шам!|ХТШ|«Хайят Тахрир аш-Шам»!
Al-Nusra Front|Джебхат ан-Нусра!|-|«Джебхат ан-Нусра»!;«Фронт ан-Нусра»!
Lashkar-e-Taiba|Лашкар-е-Тайба|-|«Лашкар-е-Тайба»!;«Лашкар-и-Тайба»!
Haqqani network|сеть Хаккани!|-|«Сеть Хаккани»!;сети Хаккани!
Polisario Front|фронт =ПОЛИСАРИО|-|Полисарио!;Фронт =ПОЛИСАРИО
Muslim Brotherhood|Братья-мусульмане!|-|«Братья-мусульмане»!;«Братьев-мусульман»!;Братьев-мусульман!
Fatah|ФАТХ!|-|«ФАТХ»!;движение ФАТХ!
Palestine Liberation Organization|Организация =освобождения =Палестины|ООП|-
Baath Party|партия =Баас|-|Баас!;«Баас»!
Islamic Revolutionary Guard Corps|Корпус =стражей =Исламской =революции|КСИР|Корпус =стражей =исламской =революции;стражи революции!
Quds Force|Силы «Кудс»!|-|спецподразделение «Аль-Кудс»!;«Аль-Кудс»!
Central Intelligence Agency|Центральное разведывательное управление!|ЦРУ|-
Federal Bureau of Investigation|Федеральное бюро расследований!|ФБР|-
Inter-Services Intelligence|Межведомственная разведка|ИСИ|-
Mossad|Моссад|-|«Моссад»!
Shin Bet|Шин-Бет|ШАБАК|Шабак
Federal Security Service|Федеральная служба =безопасности|ФСБ|-
State Department|Госдепартамент|-|госдепартамент;Госдепартамент =США;госдепартамент =США;Госдеп =США;госдеп
Federal Reserve|Федеральная резервная система|ФРС|-
USAID|Агентство США по международному развитию!|USAID;ЮСАИД|-
NASA|НАСА!|NASA|-
Republican Party|Республиканская партия|-|республиканцы!;республиканцев!;республиканцам!
Democratic Party|Демократическая партия|-|Демпартия
Labour Party|Лейбористская партия|-|лейбористы/p
Conservative Party|Консервативная партия|-|тори!
Communist Party of China|Коммунистическая партия =Китая|КПК|Компартия =Китая
United Russia|«Единая Россия»!|-|Единая Россия;«Единой России»!;«Единую Россию»!;«Единой Россией»!
Communist Party of the Russian Federation|Коммунистическая партия =Российской =Федерации|КПРФ|-
Likud|Ликуд|-|«Ликуд»!
Justice and Development Party|Партия =справедливости =и =развития|ПСР|-
Republican People's Party|Народно-республиканская партия|НРП|-
Pakistan Tehreek-e-Insaf|Техрик-е-Инсаф!|-|«Техрик-е-Инсаф»!;Пакистанское движение за справедливость!
Pakistan Muslim League (Nawaz)|Пакистанская мусульманская лига|-|Пакистанская мусульманская лига (Н)!
Pakistan Peoples Party|Пакистанская народная партия|ПНП|-
Bharatiya Janata Party|Бхаратия джаната парти!|БДП|«Бхаратия джаната парти»!
Indian National Congress|Индийский национальный конгресс|ИНК|-
African National Congress|Африканский национальный конгресс|АНК|-
Christian Democratic Union|Христианско-демократический союз|ХДС|ХДС/ХСС!
Christian Social Union|Христианско-социальный союз|ХСС|-
Social Democratic Party of Germany|Социал-демократическая партия =Германии|СДПГ|-
Free Democratic Party|Свободная демократическая партия|СвДП|-
Alternative for Germany|Альтернатива для Германии!|АдГ|«Альтернатива для Германии»!;«Альтернативы для Германии»!
National Rally|Национальное объединение!|-|«Национальное объединение»!
Fidesz|Фидес|-|«Фидес»!
Law and Justice|Право и справедливость!|ПиС|«Право и справедливость»!
Gazprom|Газпром|-|«Газпром»!;«Газпрома»!;«Газпрому»!;«Газпромом»!;«Газпроме»!
Rosneft|Роснефть/f|-|«Роснефть»!;«Роснефти»!;«Роснефтью»!
Rostec|Ростех|-|«Ростех»!;«Ростеха»!;«Ростехом»!
Rosoboronexport|Рособоронэкспорт|-|«Рособоронэкспорт»!;«Рособоронэкспорта»!;«Рособоронэкспортом»!
Rosatom|Росатом|-|«Росатом»!;«Росатома»!;«Росатомом»!
Lukoil|Лукойл|-|«Лукойл»!;«Лукойла»!;ЛУКОЙЛ!;«ЛУКОЙЛ»!
Novatek|Новатэк|-|НОВАТЭК!;«Новатэк»!;«НОВАТЭК»!;«Новатэка»!
Sberbank|Сбербанк|-|Сбер;«Сбербанк»!
Naftogaz|Нафтогаз|-|«Нафтогаз»!;«Нафтогаза»!
Lockheed Martin|Lockheed Martin|-|Локхид Мартин!
Boeing|Boeing|-|Боинг
Airbus|Airbus|-|-
Huawei|Huawei|-|-
Siemens|Siemens|-|Сименс
Saudi Aramco|Saudi Aramco|-|Aramco;Сауди Арамко!
TotalEnergies|TotalEnergies|-|Total
ExxonMobil|ExxonMobil|-|-
Rheinmetall|Rheinmetall|-|-
Baykar|Baykar|-|Байкар
Samsung|Samsung|-|-
Apple|Apple|-|-
Microsoft|Microsoft|-|-
Tesla|Tesla|-|-
Volkswagen|Volkswagen|-|-
Shell|Shell|-|-
BP|BP|-|-
SOCAR|ГНКАР!|SOCAR|-
Almaz-Antey|Алмаз-Антей|-|«Алмаз-Антей»!;«Алмаз-Антея»!
Sukhoi|компания «Сухой»!|-|компании «Сухой»!
United Aircraft Corporation|Объединенная авиастроительная корпорация|ОАК|-
Ukroboronprom|Укроборонпром|-|«Укроборонпром»!
French Development Agency|Французское =агентство =развития|-|Французского агентства развития!
Japan International Cooperation Agency|Японское агентство международного сотрудничества!|JICA;ДЖАЙКА|-
KfW|KfW!|-|-
Turkish Cooperation and Coordination Agency|ТИКА!|-|-
Export-Import Bank of China|Эксимбанк =Китая|-|Экспортно-импортный банк =Китая
OPEC Fund for International Development|Фонд =ОПЕК|-|Фонд =международного =развития =ОПЕК
Eurasian Development Bank|Евразийский банк =развития|ЕАБР|-
Public Investment Fund|Фонд =государственных =инвестиций|-|-
International Finance Corporation|Международная финансовая корпорация|МФК|-
International Fund for Agricultural Development|ИФАД!|-|Международный фонд =сельскохозяйственного =развития
Green Climate Fund|Зелёный климатический фонд|-|Зеленый климатический фонд
Nordic Investment Bank|Северный инвестиционный банк|-|-
United Nations Environment Programme|ЮНЕП!|-|-
United Nations Industrial Development Organization|ЮНИДО!|-|-
European Space Agency|Европейское космическое агентство!|ЕКА|Европейского космического агентства!
Roscosmos|Роскосмос|-|-
Rosselkhoznadzor|Россельхознадзор|-|-
Rospotrebnadzor|Роспотребнадзор|-|-
Roskomnadzor|Роскомнадзор|-|-
Red Crescent|Красный Полумесяц|-|-
Bundeswehr|бундесвер|-|Бундесвер
Israel Defense Forces|ЦАХАЛ!|-|-
Russian Railways|РЖД!|-|Российские железные дороги!;Российских железных дорог!
Federal Antimonopoly Service|Федеральная антимонопольная служба|ФАС|-
European Handball Federation|Европейская федерация =гандбола|ЕГФ|-
