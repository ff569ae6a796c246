# Hand-made. ISO | names | adjectives (masculine singular) | capitals and seats of government. make.py adds gender and number; "!" behind a form: take it as it stands
AF|Afganistán;República Islámica de Afganistán;Emirato Islámico|afgano|Kabul
AL|Albania|albanés|Tirana
DZ|Argelia|argelino|Argel
AD|Andorra|andorrano|Andorra la Vieja
AO|Angola|angoleño;angolano|Luanda
AG|Antigua y Barbuda|antiguano|Saint John’s
AR|Argentina;República Argentina|argentino|Buenos Aires;Casa Rosada
AM|Armenia|armenio|Ereván
AU|Australia|australiano|Canberra
AT|Austria|austríaco;austriaco|Viena
AZ|Azerbaiyán|azerbaiyano;azerí|Bakú
BS|Bahamas;Las Bahamas|bahameño|Nasáu;Nassau
BH|Baréin;Bahréin;Bahrein|bareiní;bahreiní|Manama
BD|Bangladés;Bangladesh|bangladesí|Daca;Dacca
BB|Barbados|barbadense|Bridgetown
BY|Bielorrusia;Belarús;Belarus|bielorruso|Minsk
BE|Bélgica|belga|-
BZ|Belice|beliceño|Belmopán
BJ|Benín;Benin|beninés|Porto Novo;Cotonú
BT|Bután|butanés|Timbu
BO|Bolivia;Estado Plurinacional de Bolivia|boliviano|La Paz;Sucre
BA|Bosnia y Herzegovina;Bosnia-Herzegovina;Bosnia|bosnio;bosnioherzegovino|Sarajevo
BW|Botsuana;Botswana|botsuano|Gaborone
BR|Brasil|brasileño;brasilero|Brasilia;Planalto;Itamaraty
BN|Brunéi;Brunei;Brunei Darussalam|bruneano|Bandar Seri Begawan
BG|Bulgaria|búlgaro|Sofía
BF|Burkina Faso|burkinés|Uagadugú
BI|Burundi|burundés|Gitega;Buyumbura
CV|Cabo Verde|caboverdiano|Praia
KH|Camboya|camboyano|Nom Pen;Phnom Penh
CM|Camerún|camerunés|Yaundé
CA|Canadá|canadiense|Ottawa
CF|República Centroafricana|centroafricano|Bangui
TD|Chad|chadiano|Yamena
CL|Chile|chileno|Santiago de Chile;La Moneda
CN|China;República Popular China;República Popular de China|chino;sino!|Pekín;Beijing
CO|Colombia|colombiano|Bogotá;Casa de Nariño
KM|Comoras;Comores|comorense|Moroni
CG|República del Congo;Congo-Brazzaville;Congo Brazzaville|-|Brazzaville
CD|República Democrática del Congo;RD Congo;RDC;RD del Congo;Congo;Congo-Kinshasa|congoleño;congolés|Kinsasa;Kinshasa
CR|Costa Rica|costarricense;tico|Zapote
HR|Croacia|croata|Zagreb
CU|Cuba|cubano|La Habana
CY|Chipre|chipriota;grecochipriota|Nicosia
CZ|República Checa;Chequia|checo|Praga
DK|Dinamarca|danés|Copenhague
DJ|Yibuti;Djibouti|yibutiano|-
DM|Dominica|dominiqués|Roseau
DO|República Dominicana|dominicano|Santo Domingo
EC|Ecuador|ecuatoriano|Quito;Carondelet
EG|Egipto|egipcio|El Cairo
SV|El Salvador|salvadoreño|San Salvador
GQ|Guinea Ecuatorial|ecuatoguineano|Malabo
ER|Eritrea|eritreo|Asmara
EE|Estonia|estonio|Tallin;Tallinn
SZ|Esuatini;Eswatini;Suazilandia;Swazilandia|suazi|Mbabane
ET|Etiopía|etíope|Adís Abeba
FJ|Fiyi;Fiji|fiyiano|Suva
FI|Finlandia|finlandés;finés|Helsinki
FR|Francia|francés;galo|París;Elíseo;Palacio del Elíseo
GA|Gabón|gabonés|Libreville
GM|Gambia|gambiano|Banjul
GE|Georgia|georgiano|Tiflis;Tbilisi
DE|Alemania;República Federal de Alemania;RFA|alemán;germano|Berlín
GH|Ghana|ghanés|Acra;Accra
GR|Grecia|griego;heleno|Atenas
GD|isla de Granada!|-|Saint George
GT|Guatemala|guatemalteco|Ciudad de Guatemala
GN|Guinea;Guinea-Conakry;Guinea Conakry|guineano|Conakri;Conakry
GW|Guinea-Bisáu;Guinea-Bissau;Guinea Bissau|guineano-bisauano!|Bisáu;Bissau
GY|Guyana|guyanés|Georgetown
HT|Haití|haitiano|Puerto Príncipe
HN|Honduras|hondureño|Tegucigalpa
HU|Hungría|húngaro|Budapest
IS|Islandia|islandés|Reikiavik;Reykjavik
IN|India;la India!|indio|Nueva Delhi;Delhi
ID|Indonesia|indonesio|Yakarta
IR|Irán;República Islámica de Irán;República Islámica|iraní|Teherán
IQ|Irak;Iraq|iraquí|Bagdad
IE|Irlanda;República de Irlanda|irlandés|Dublín
IL|Israel|israelí|Jerusalén;Tel Aviv
IT|Italia|italiano|Roma;Palacio Chigi;Quirinal
CI|Costa de Marfil;Côte d’Ivoire|marfileño|Yamusukro;Abiyán
JM|Jamaica|jamaicano;jamaiquino|-
JP|Japón|japonés;nipón|Tokio
JO|Jordania|jordano|Amán
KZ|Kazajistán;Kazajstán|kazajo|Astaná;Astana;Nursultán
KE|Kenia;Kenya|keniano;keniata|Nairobi
KI|Kiribati|kiribatiano|Tarawa
XK|Kosovo|kosovar|Pristina
KW|Kuwait|kuwaití|Ciudad de Kuwait
KG|Kirguistán;Kirguizistán|kirguís!;kirguisa!;kirguises!;kirguiso;kirguistano|Biskek;Bishkek
LA|Laos;República Democrática Popular de Lao|laosiano|Vientián
LV|Letonia|letón|Riga
LB|Líbano;el Líbano!|libanés|Beirut
LS|Lesoto;Lesotho|lesotense|Maseru
LR|Liberia|liberiano|Monrovia
LY|Libia|libio|Trípoli
LI|Liechtenstein|liechtensteiniano|Vaduz
LT|Lituania|lituano|Vilna;Vilnius
LU|Luxemburgo|luxemburgués|-
MG|Madagascar|malgache|Antananarivo
MW|Malaui;Malawi|malauí|Lilongüe
MY|Malasia|malasio|Kuala Lumpur
MV|Maldivas;Las Maldivas|maldivo|Malé
ML|Mali;Malí|maliense|Bamako
MT|Malta|maltés|La Valeta
MH|Islas Marshall|marshalés|Majuro
MR|Mauritania;República Islámica de Mauritania|mauritano|Nuakchot
MU|isla Mauricio;Isla Mauricio;República de Mauricio|mauriciano|Port-Louis
MX|México;Méjico;Estados Unidos Mexicanos|mexicano|Ciudad de México;CDMX;Los Pinos
FM|Micronesia;Estados Federados de Micronesia|micronesio|Palikir
MD|Moldavia;Moldova|moldavo|Chisináu
MC|Mónaco|monegasco|-
MN|Mongolia|mongol|Ulán Bator
ME|Montenegro|montenegrino|Podgorica
MA|Marruecos|marroquí|Rabat
MZ|Mozambique|mozambiqueño|Maputo
MM|Myanmar;Birmania|birmano|Naipyidó;Naypyidaw
NA|Namibia|namibio|Windhoek
NR|Nauru|nauruano|Yaren
NP|Nepal|nepalí;nepalés|Katmandú
NL|Países Bajos;Holanda|neerlandés;holandés|La Haya;Ámsterdam
NZ|Nueva Zelanda;Nueva Zelandia|neozelandés|Wellington
NI|Nicaragua|nicaragüense|Managua
NE|Níger|nigerino|Niamey
NG|Nigeria|nigeriano|Abuya;Abuja
KP|Corea del Norte;República Popular Democrática de Corea;RPDC|norcoreano|Pyongyang;Pionyang
MK|Macedonia del Norte;Macedonia|macedonio;normacedonio|Skopie;Skopje
NO|Noruega|noruego|Oslo
OM|Omán|omaní|Mascate
PK|Pakistán;República Islámica de Pakistán|pakistaní;paquistaní|Islamabad
PW|Palaos;Palau|palauano|Ngerulmud
PS|Palestina;Estado de Palestina;Autoridad Palestina;Autoridad Nacional Palestina;ANP;Territorios Palestinos|palestino|Ramala;Ramallah
PA|Panamá|panameño|Ciudad de Panamá
PG|Papúa Nueva Guinea;Papúa-Nueva Guinea;Papua Nueva Guinea|papú!;papúes!|Puerto Moresby
PY|Paraguay|paraguayo|Asunción
PE|Perú|peruano|Lima
PH|Filipinas|filipino|Manila;Malacañang
PL|Polonia|polaco|Varsovia
PT|Portugal|portugués;luso|Lisboa
QA|Catar;Qatar|catarí;qatarí|Doha
RO|Rumanía;Rumania|rumano|Bucarest
RU|Rusia;Federación de Rusia;Federación Rusa|ruso|Moscú;Kremlin
RW|Ruanda|ruandés|Kigali
KN|San Cristóbal y Nieves;Saint Kitts y Nevis|sancristobaleño|Basseterre
LC|Santa Lucía|santalucense|Castries
VC|San Vicente y las Granadinas|sanvicentino|Kingstown
WS|Samoa|samoano|Apia
SM|San Marino|sanmarinense|-
ST|Santo Tomé y Príncipe|santotomense|Santo Tomé
SA|Arabia Saudí;Arabia Saudita|saudí;saudita;árabe saudí!|Riad
SN|Senegal|senegalés|Dakar
RS|Serbia|serbio|Belgrado
SC|Seychelles|seychellense|-
SL|Sierra Leona|sierraleonés|Freetown
SG|Singapur|singapurense|-
SK|Eslovaquia;República Eslovaca|eslovaco|Bratislava
SI|Eslovenia|esloveno|Liubliana
SB|Islas Salomón|salomonense|Honiara
SO|Somalia|somalí|Mogadiscio
ZA|Sudáfrica;Suráfrica|sudafricano;surafricano|Pretoria
KR|Corea del Sur;República de Corea|surcoreano;sudcoreano|Seúl
SS|Sudán del Sur|sursudanés|Yuba
ES|España;Reino de España|español|Madrid;Moncloa;La Moncloa;Palacio de la Moncloa
LK|Sri Lanka|esrilanqués;ceilanés|Colombo
SD|Sudán|sudanés|Jartum
SR|Surinam;Suriname|surinamés|Paramaribo
SE|Suecia|sueco|Estocolmo
CH|Suiza;Confederación Suiza|suizo;helvético|Berna
SY|Siria;República Árabe Siria|sirio|Damasco
TW|Taiwán;Taiwan|taiwanés|Taipéi;Taipei
TJ|Tayikistán|tayiko|Dusambé
TZ|Tanzania|tanzano|Dodoma;Dar es Salaam;Dar es-Salam
TH|Tailandia|tailandés|Bangkok
TL|Timor Oriental;Timor-Leste|timorense|Dili
TG|Togo|togolés|Lomé
TO|Tonga|tongano|Nukualofa
TT|Trinidad y Tobago|trinitense|Puerto España
TN|Túnez|tunecino|-
TR|Turquía;Türkiye|turco|Ankara
TM|Turkmenistán|turkmeno;turcomano|Asjabad
TV|Tuvalu|tuvaluano|Funafuti
UG|Uganda|ugandés|Kampala
UA|Ucrania|ucraniano|Kiev;Kyiv
AE|Emiratos Árabes Unidos;Emiratos;EAU|emiratí|Abu Dabi;Abu Dhabi
GB|Reino Unido;Gran Bretaña;R. Unido;UK|británico;britano|Londres;Downing Street;Whitehall
US|Estados Unidos;Estados Unidos de América;EE. UU.;EE.UU.;EEUU;EE UU;EUA;USA;US;Norteamérica|estadounidense;norteamericano;americano;yanqui!;yanquis!|Washington;Casa Blanca;Pentágono
UY|Uruguay|uruguayo|Montevideo
UZ|Uzbekistán|uzbeko|Taskent
VU|Vanuatu|vanuatuense|Port Vila
VA|Vaticano;Ciudad del Vaticano;Santa Sede|vaticano|-
VE|Venezuela;República Bolivariana de Venezuela|venezolano|Caracas;Miraflores
VN|Vietnam|vietnamita|Hanói;Hanoi
YE|Yemen|yemení;yemenita|Saná;Sanaa
ZM|Zambia|zambiano|Lusaka
ZW|Zimbabue;Zimbabwe|zimbabuense|Harare
