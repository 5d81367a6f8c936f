/** Sixty hand-written items of a hardware and household shop. */
import type { ItemType } from '../model/types';

/** Group paths are joined by ` / `; the leaf is the item's group. */
export type ItemRow = [
	code: string,
	name: string,
	unit: string,
	group: string,
	vatRate: 20 | 10 | 0,
	priceWithVat: number,
	rest?: {
		type?: ItemType;
		second?: string;
		text?: string;
		inactive?: true;
		noGtin?: true;
		noLevel?: true;
	},
];

const ALAT = 'Alat i oprema / Ručni alat';
const ELEKTRO = 'Alat i oprema / Električni alat';
const SRAF = 'Okovi i vijci / Vijci i šrafovi';
const OKOV = 'Okovi i vijci / Okovi';
const KUH = 'Domaćinstvo / Kuhinja / Posuđe';
const NOZ = 'Domaćinstvo / Kuhinja / Noževi i pribor';
const CIST = 'Domaćinstvo / Čišćenje';
const BOJE = 'Boje i lakovi';
const BASTA = 'Башта / Баштенски алат';
const SEME = 'Башта / Семе и супстрати';
const HRANA = 'Hrana i piće / Osnovne namirnice';
const PICE = 'Hrana i piće / Kafa i čaj';
const KNJIGE = 'Књиге';
const KABL = 'Elektromaterijal / Kablovi na metar';
const SVETLO = 'Elektromaterijal / Rasveta';
const USLUGE = 'Usluge';

// prettier-ignore
export const ITEMS: readonly ItemRow[] = [
	[ 'USL-DOSTAVA', 'Dostava kurirskom službom', 'kom', USLUGE, 20, 390, { type: 'service' } ],
	[ 'USL-NAKNADA', 'Naknada za plaćanje pouzećem', 'kom', USLUGE, 20, 120, { type: 'service' } ],
	[ 'USL-ZAOKR', 'Zaokruženje', 'kom', USLUGE, 0, 0.01, { type: 'service' } ],
	[ 'USL-MONTAZA', 'Montaža rasvete, po času', 'h', USLUGE, 20, 2400, { type: 'service', text: 'Dolazak na adresu u Beogradu i Nišu.' } ],
	[ '000101', 'Čekić stolarski 500 g, drvena drška', 'kom', ALAT, 20, 1290, { second: 'Akcija', text: 'Kovana glava, drška od jasena.\nDužina: 320 mm.' } ],
	[ '000102', 'Odvijač krstasti PH2 × 100 mm', 'kom', ALAT, 20, 449.9 ],
	[ '000103', 'Klešta kombinovana 180 mm "PRO"', 'KOM', ALAT, 20, 1599, { second: 'Novo' } ],
	[ '000104', 'Komplet bit nastavaka 1/4" & 3/8", 32 dela', 'kom.', ALAT, 20, 2199.99, { text: 'Komplet u kutiji; 1/4" i 3/8" prihvat & magnetni držač.' } ],
	[ '000105', 'Metar na povlačenje 5 m', 'kom', ALAT, 20, 590 ],
	[ '000106', 'Libela aluminijumska 60 cm', 'kom', ALAT, 20, 1849 ],
	[ '000201', 'Bušilica udarna 750 W', 'kom', ELEKTRO, 20, 8990, { second: 'Akcija', text: 'Snaga 750 W, stezna glava 13 mm.\nU kutiji: bočna drška, graničnik dubine.' } ],
	[ '000202', 'Brusilica ugaona Ø125 mm 900 W', 'kom', ELEKTRO, 20, 7490 ],
	[ '000203', 'Aku šrafilica 18 V Li-Ion (2 × 2,0 Ah)', 'kom', ELEKTRO, 20, 15999, { second: 'Novo' } ],
	[ '000204', 'Ubodna testera 650 W – STARI MODEL', 'kom', ELEKTRO, 20, 6490, { inactive: true } ],
	[ 'VIJ-4x40', 'Vijak za drvo 4 × 40 mm <inox>, pak. 100', 'pak', SRAF, 20, 729.5, { text: 'Materijal: <inox> A2; glava: upuštena & torx "T20".' } ],
	[ 'VIJ-5x60', 'Vijak za drvo 5 × 60 mm <pocinkovan>, pak. 100', 'pak', SRAF, 20, 684 ],
	[ 'TIPL-8', 'Tipl plastični Ø8 mm, na komad', 'kom', SRAF, 20, 3.5 ],
	[ 'EKS-KG', 'Ekseri građevinski 3,1 × 80, na kilogram', 'kg', SRAF, 20, 259.9 ],
	[ 'LANAC-M', 'Lanac pocinkovani 4 mm, na metar', 'm', OKOV, 20, 189 ],
	[ 'BRAVA-01', "Brava cilindrična 'Sigurnost' 30/30", 'kom', OKOV, 20, 2350 ],
	[ 'SARKA-L', 'Šarka leptir 80 mm, leva', 'par', OKOV, 20, 210 ],
	[ '1001', 'Šerpa emajlirana Ø24 cm, crvena', 'kom', KUH, 20, 2890, { text: 'Zapremina 5,2 l. Pogodna za indukciju.' } ],
	[ '1002', 'Tiganj liveni Ø28 cm', 'kom', KUH, 20, 3490, { second: 'Akcija' } ],
	[ '1003', 'Džezva bakarna za 4 šoljice', 'kom', KUH, 20, 1750 ],
	[ '1004', 'Лонац емајлирани Ø20 цм, плави', 'ком', KUH, 20, 2490, { text: 'Запремина 3,4 л. Погодан за индукцију.' } ],
	[ '1005', 'Oklagija bukova 45 cm', 'kom', KUH, 20, 540 ],
	[ '1011', 'Nož kuhinjski 20 cm – inox', 'kom', NOZ, 20, 1190 ],
	[ '1012', 'Escajg za 6 osoba, 24 dela', 'garn', NOZ, 20, 4990 ],
	[ '1013', 'Otvarač "Ćira" za flaše & konzerve', 'kom', NOZ, 20, 320 ],
	[ 'CIS-01', 'Sunđer za sudove 5/1', 'pak', CIST, 20, 139.99 ],
	[ 'CIS-02', 'Sredstvo za čišćenje kupatila 750 ml', 'kom', CIST, 20, 379.99 ],
	[ 'CIS-03', 'Метла сиркова, ручни рад', 'ком', CIST, 20, 650 ],
	[ 'CIS-04', 'Kanta sa cediljkom 14 l', 'kom', CIST, 20, 1490 ],
	[ 'BOJ-10', 'Boja za zidove bela 15 l', 'kom', BOJE, 20, 5290 ],
	[ 'BOJ-11', 'Lazura za drvo "orah" 0,75 l', 'kom', BOJE, 20, 1380 ],
	[ 'BOJ-12', 'Razređivač nitro 0,9 l', 'kom', BOJE, 20, 560 ],
	[ 'BOJ-13', 'Četka radijatorska 50 mm', 'kom', BOJE, 20, 265 ],
	[ 'BAS-01', 'Ашов ковани са држаљем', 'ком', BASTA, 20, 2190 ],
	[ 'BAS-02', 'Маказе за орезивање 21 цм', 'ком', BASTA, 20, 1690, { second: 'Novo' } ],
	[ 'BAS-03', 'Crevo baštensko 1/2", na metar', 'm', BASTA, 20, 119.5 ],
	[ 'BAS-04', 'Љуштилица & сејалица "Њива"', 'ком', BASTA, 20, 24990, { noLevel: true } ],
	[ 'SEM-01', 'Seme travne smeše 1 kg', 'kg', SEME, 10, 890 ],
	[ 'SEM-02', 'Супстрат за цвеће 20 л', 'ком', SEME, 10, 549 ],
	[ 'SEM-03', 'Đubrivo NPK 15-15-15, rinfuz', 'kg', SEME, 10, 149.5 ],
	[ 'HRA-01', 'Brašno T-400 „Žito“ 1 kg', 'kom', HRANA, 10, 89.99 ],
	[ 'HRA-02', 'Šećer kristal 1 kg', 'kom', HRANA, 10, 124.99 ],
	[ 'HRA-03', 'Pasulj tetovac, na kilogram', 'kg', HRANA, 10, 459 ],
	[ 'HRA-04', 'Med bagremov 900 g – komisiona roba', 'kom', HRANA, 10, 1450, { type: 'consignment' } ],
	[ 'HRA-05', 'Ajvar domaći ljuti 700 g', 'kom', HRANA, 20, 690, { type: 'consignment', second: 'Novo' } ],
	[ 'KAF-01', 'Kafa mlevena "Zlatna džezva" 200 g', 'kom', PICE, 20, 429.99 ],
	[ 'KAF-02', 'Чај од мајчине душице 30 г', 'ком', PICE, 20, 185 ],
	[ 'KNJ-01', 'Иво Андрић: На Дрини ћуприја', 'ком', KNJIGE, 10, 1320 ],
	[ 'KNJ-02', 'Miloš Crnjanski: Seobe I–II', 'kom', KNJIGE, 10, 1870 ],
	[ 'KNJ-03', 'Planer 2025 – rasprodato', 'kom', KNJIGE, 20, 990, { inactive: true } ],
	[ 'KAB-15', 'Kabl PP-Y 3 × 1,5 mm², na metar', 'm', KABL, 20, 98.5 ],
	[ 'KAB-25', 'Kabl PP-Y 3 × 2,5 mm², na metar', 'm', KABL, 20, 154 ],
	[ 'SVE-01', 'LED sijalica E27 9 W, topla bela', 'kom', SVETLO, 20, 289.99 ],
	[ 'SVE-02', 'Plafonjera LED 24 W, Ø30 cm', 'kom', SVETLO, 20, 3190 ],
	[ 'MAT-JUTA', 'Jutani džak 50 kg (ambalaža)', 'kom', 'Materijal', 20, 95, { type: 'material', noGtin: true } ],
	[ 'PRO-POLICA', 'Polica zidna od bukve 80 cm, sopstvena proizvodnja', 'kom', 'Domaćinstvo / Nameštaj', 20, 4290, { type: 'product', noGtin: true } ],
];
