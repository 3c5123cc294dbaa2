// Invented first and last names in the languages of the product; enough of them that few people share both.
const words = (text: string) => text.trim().split(/\s+/);

export const firstNames = words(`
  Arta Blerim Dafina Luan Zana Nenad Ivana Teuta Agim Besa Drita Elira Fatos Gent Hana Ilir Jeta Krenar Lule Mirjeta
  Njomza Orges Pranvera Qendrim Rina Shpend Tringa Uran Valon Yllka Zef Albulena Bardh Çelik Donika Edon Flaka Gresa
  Herolind Ismet Jehona Kushtrim Liridon Majlinda Nora Orhan Petrit Rozafa Sokol Trim Vjosa Xhevdet Yll Zamira Adelina
  Bujar Diellza Ermal Fjolla Granit Miloš Jelena Stefan Milica Đorđe Ćazim Žarko Šefika Jovana Nikola Ana Marko Tijana
  Vuk Katarina Uroš Dragana Bojan Snežana Zoran Ljubica Njegoš Emina Haris Selma Adnan Lejla Jasmin Merima Damir Aida
  Elmas Sevgi Kemal Ayten Orkan Fikret Gülşen Behar Lirie Afrim Shqipe Lumnije Arben Vlora Mentor Artan Albana Besnik
`);

export const lastNames = words(`
  Krasniqi Gashi Berisha Morina Shala Hoxha Bytyqi Kelmendi Rexhepi Osmani Zeqiri Thaqi Sadiku Mustafa Islami Haliti
  Ahmeti Bajrami Cakaj Demolli Elezi Ferizi Gecaj Hasani Ibrahimi Jashari Kastrati Limani Maliqi Nuredini Ombashi Pireva
  Qerimi Ramadani Salihu Tahiri Ukaj Vokshi Xhemajli Ymeri Zogaj Abazi Balaj Çollaku Dobruna Emini Fazliu Gërguri Hyseni
  Idrizi Jakupi Kuqi Leka Mehmeti Nimani Pllana Rama Selmani Tafilaj Uka Veliu Xhaferi Zymberi Petrović Jovanović Đurić
  Stojanović Živković Ćirić Šarić Nikolić Marković Đorđević Ilić Savić Lazić Kostić Tomić Babić Vasić Mitrović Pavlović
  Simić Zdravković Ristić Antić Perić Bogdanović Trajković Milenković Spasić Filipović Kovačević Hadžić Džaferović
  Redžepagić Mulić Kurtić Skenderi Aliji Kryeziu Bunjaku Canolli Dushi Fetahu Grainca Hajdari Imeri Janova Konjufca
  Lushtaku Mavriqi Neziri Orllati Podrimja Rugova Sylaj Tërnava Ujkani Vitia Zhubi Aruqaj Bekteshi Duraku Elshani Gjoka
`);
