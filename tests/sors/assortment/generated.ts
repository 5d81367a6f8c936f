/** Items beyond the hand-written ones: as many as asked for, the same for the same seed. */
import type { ItemRow } from './items';
import { round } from './numbers';
import { between, pick, seeded } from './random';

// prettier-ignore
const THINGS = [
	'Ključ viljuškasti', 'Burgija za beton', 'Testera za drvo', 'Šrafciger', 'Turpija', 'Čaša', 'Tanjir duboki',
	'Činija', 'Poklopac', 'Daska za sečenje', 'Кључ окасти', 'Сито', 'Тањир плитки', 'Шерпа', 'Кутија за алат',
	'Чаша за воду', 'Rukavice radne', 'Naočare zaštitne', 'Utičnica', 'Prekidač', 'Produžni kabl', 'Слушалица за туш',
	'Slavina zidna', 'Ventil kuglasti', 'Cev PVC', 'Koleno', 'Ležaj', 'Remen', 'Filter za ulje', 'Žabica',
];
// prettier-ignore
const KINDS = [
	'inox', 'hromirani', 'pocinkovani', 'crni', 'beli', 'плави', 'зелени', '"Super"', '<inox>', '& dodaci',
	'– đačka serija', 'profi', 'економик', 'model Š', 'čelični', 'mesing',
];
// prettier-ignore
const GROUPS = [
	'Alat i oprema / Ručni alat', 'Alat i oprema / Električni alat', 'Okovi i vijci / Okovi',
	'Domaćinstvo / Kuhinja / Posuđe', 'Domaćinstvo / Čišćenje', 'Башта / Баштенски алат',
	'Elektromaterijal / Rasveta', 'Vodovod / Cevi i fitinzi', 'Vodovod / Slavine', 'Auto delovi',
];

export function generatedItems( seed: number, count: number ): ItemRow[] {
	const random = seeded( seed );
	return Array.from( { length: count }, ( _, at ): ItemRow => {
		const draw = random();
		const size = between( random, 1, 400 );
		const perKilo = draw > 0.95;
		const perMetre = draw > 0.9 && ! perKilo;
		const whole = perKilo ? 'kg' : 'kom';
		return [
			`G${ String( at + 1 ).padStart( 6, '0' ) }`,
			`${ pick( random, THINGS ) } ${ size } mm ${ pick( random, KINDS ) } #${ at + 1 }`,
			perMetre
				? 'm'
				: pick( random, [
						whole,
						whole,
						whole === 'kom' ? 'KOM' : whole,
					] ),
			pick( random, GROUPS ),
			pick( random, [ 20, 20, 20, 20, 20, 20, 10, 10, 0 ] as const ),
			round( 50 + random() ** 3 * 30000, draw < 0.5 ? 0 : 2 ),
			{
				...( draw < 0.03 ? { inactive: true as const } : {} ),
				...( draw > 0.03 && draw < 0.05
					? { type: 'service' as const }
					: {} ),
				...( draw > 0.05 && draw < 0.07
					? { noGtin: true as const }
					: {} ),
				...( draw > 0.8 && draw < 0.85 ? { second: 'Akcija' } : {} ),
			},
		];
	} );
}
