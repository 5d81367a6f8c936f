import { HAND_WRITTEN } from '../sors/assortment/database';
import { TWIN } from '../e2e/site/looks';
import { DATABASE } from '../e2e/site/shop';
import type { SorsControl } from '../sors/client';
import type { ChangeInput } from '../sors/control/changes';

const GENERATED = 270;

const codeOf = ( at: number ): string =>
	`G${ String( at ).padStart( 6, '0' ) }`;

/** A shop's whole assortment, with what goes wrong in most: a code twice, no price, no name of its own. */
export async function fillBooks( sors: SorsControl ): Promise< void > {
	await sors.reset( { items: HAND_WRITTEN + GENERATED } );
	const changes: ChangeInput[] = [
		{ do: 'addItem', item: { code: '000101', name: TWIN } },
	];
	for ( const [ code, name ] of Object.entries( {
		'BEZ-1': 'Đubrivo za cveće „Šećerko“ 1 l',
		'BEZ-2': 'Žičana četka za roštilj – širina 20 cm',
	} ) ) {
		changes.push( {
			do: 'addItem',
			item: {
				code,
				name,
				group: 'Domaćinstvo / Čišćenje',
				priceWithVat: 0,
			},
			stock: { '01': 4 },
		} );
	}
	// Their thumbnails would take longer than all the rest.
	for ( let at = 1; at <= GENERATED; at++ ) {
		changes.push( {
			do: 'setItem',
			code: codeOf( at ),
			set: { images: [] },
		} );
	}
	// Niš closes: what only Belgrade keeps is known by its code.
	for ( const code of onlyInBelgrade() ) {
		for ( const unit of [ '02', '03' ] ) {
			changes.push( { do: 'removeStock', code, unit } );
		}
		changes.push( { do: 'setStock', code, unit: '01', onHand: 12 } );
	}
	await sors.patch( changes, DATABASE );
}

export const onlyInBelgrade = (): string[] =>
	Array.from( { length: 100 }, ( _, at ) => codeOf( at + 101 ) );

/** Somebody counts the shop in Belgrade as empty: more than the safety limit lets through. */
export const emptyBelgrade = ( sors: SorsControl ): Promise< void > =>
	sors.patch(
		onlyInBelgrade().map( ( code ) => ( {
			do: 'setStock' as const,
			code,
			unit: '01',
			onHand: 0,
		} ) ),
		DATABASE
	);
