/** What somebody at SORS does with the price list. */
import { between, pick } from '../../sors/assortment/random';
import type { ChangeInput } from '../../sors/control/changes';
import type { Product, SorsDatabase } from '../../sors/model/types';
import type { Json } from '../../sors/wire/paths';
import { isGoods } from '../checks/stock';
import type { Books } from '../model/books';
import { kind, one, type Share } from './kind';

const goods = ( books: Books ): Product[] =>
	books.database().products.filter( ( { code } ) => isGoods( code ) );

const twin = ( books: Books, { code, id }: Product ): Product | undefined =>
	goods( books ).find( ( each ) => each.code === code && each.id !== id );

/** Name of what shares the code of another. */
export const DOUBLE = 'Dvojnik';

/** Fields of an item that are changed one at a time. */
const FIELDS = [ 'name', 'group', 'vatRate', 'gtin', 'description' ] as const;

function changed(
	field: ( typeof FIELDS )[ number ],
	variant: number
): object {
	return {
		name: { name: `Artikal “${ variant }” l'Été & 1/2"` },
		group: { group: `Grupa ${ variant % 3 } / Podgrupa ${ variant % 2 }` },
		vatRate: { vatRate: variant % 2 === 0 ? 20 : 10 },
		gtin: { gtin: variant % 4 === 0 ? 'bez koda' : `860${ variant }` },
		description: { description: `Opis ${ variant } <b>&</b>` },
	}[ field ];
}

/** Done to one of the goods by the functions that the tests of the whole plugin use. */
const toAnItem =
	(
		change: (
			item: Product,
			books: Books
		) => { words: string; changes: ChangeInput[] } | null
	) =>
	( what: { item: Share }, { books }: { books: Books } ): string | null => {
		const item = one( goods( books ), what.item );
		const done = item ? change( item, books ) : null;
		done?.changes.forEach( ( each ) => books.change( each ) );
		return done?.words ?? null;
	};

/** Values as untidy books have them, by our own field names. */
const NONSENSE: Record< 'item' | 'level', Record< string, Json >[] > = {
	item: [
		{ vatRate: '20%' },
		{ priceWithVat: '12,3,4' },
		{ active: 'možda' },
	],
	level: [ { onHand: 'mnogo' }, { priceWithVat: [] }, { reserved: '?' } ],
};

/** Of the records of one kind so many may be unreadable: more are taken for another contract. */
const A_FIFTH = 5;

export function makeReadable( { products, levels }: SorsDatabase ): boolean {
	const garbled = [ ...products, ...levels ].filter(
		( each ) => each.garbled
	);
	garbled.forEach( ( each ) => delete each.garbled );
	return garbled.length > 0;
}

export const items = {
	garble: kind( 4, 'Values cannot be read any more', {
		draw: ( random ) => ( {
			record: random(),
			sort: pick( random, [ 'item', 'level' ] as const ),
			value: between( random, 0, 2 ),
		} ),
		sort: ( { sort } ) => sort,
		sorts: [ 'item', 'level' ],
		atSors: ( { record, sort, value }, { books } ) => {
			const { products, levels } = books.database();
			const codes =
				sort === 'item'
					? products.map( ( { code } ) => code )
					: levels.map( ( { productCode } ) => productCode );
			const all = [ ...new Set( codes.filter( isGoods ) ) ];
			const first = all.indexOf( one( all, record ) ?? '' );
			const chosen = all
				.slice( first )
				.slice( 0, Math.ceil( all.length / A_FIFTH ) );
			const set = NONSENSE[ sort ][ value ] ?? {};
			for ( const code of chosen ) {
				books.change(
					sort === 'item'
						? { do: 'garbleItem', code, set }
						: { do: 'garbleStock', code, set }
				);
			}
			return chosen.length > 0
				? `${ JSON.stringify( set ) } of ${ chosen.join( ', ' ) }`
				: null;
		},
	} ),
	makeReadable: kind( 2, 'All values can be read again', {
		atSors: ( _what, { books } ) =>
			makeReadable( books.database() ) ? 'as they were' : null,
	} ),
	newItem: kind( 3, 'An item is added', {
		draw: ( random ) => ( {
			number: between( random, 1, 999 ),
			stock: between( random, 0, 30 ),
			price: between( random, 50, 5000 ),
		} ),
		atSors: ( { number, stock, price }, { books } ) => {
			const code = `NOV-${ number }`;
			const { units, products } = books.database();
			if ( products.some( ( each ) => each.code === code ) ) {
				return null;
			}
			books.change( {
				do: 'addItem',
				item: {
					code,
					name: `Novi artikal ${ number }`,
					group: 'Novo',
					priceWithVat: price,
				},
				stock: Object.fromEntries(
					units.slice( 0, 2 ).map( ( unit ) => [ unit.code, stock ] )
				),
			} );
			return `${ code }, ${ stock } in each unit, costs ${ price }`;
		},
	} ),
	changeItem: kind( 3, 'An item changes', {
		draw: ( random ) => ( {
			item: random(),
			field: pick( random, FIELDS ),
			variant: between( random, 1, 99 ),
		} ),
		atSors: ( what, scene ) =>
			toAnItem( ( { code } ) => {
				const set = changed( what.field, what.variant );
				return {
					words: `${ code }: ${ JSON.stringify( set ) }`,
					changes: [ { do: 'setItem', code, set } ],
				};
			} )( what, scene ),
	} ),
	switchItem: kind( 3, 'An item is taken out of use, or back', {
		draw: ( random ) => ( { item: random() } ),
		atSors: toAnItem( ( { code, active } ) => ( {
			words: `${ code } is ${ active ? 'out of use' : 'in use' }`,
			changes: [ { do: 'setItem', code, set: { active: ! active } } ],
		} ) ),
	} ),
	doubleItem: kind( 3, 'A code is given twice, or once again', {
		draw: ( random ) => ( { item: random() } ),
		atSors: ( what, scene ) => {
			const item = one( goods( scene.books ), what.item );
			const double = item && twin( scene.books, item );
			if ( item && double ) {
				const database = scene.books.database();
				database.products = database.products.filter(
					( each ) => each !== item
				);
				database.levels = database.levels.filter(
					( { productId } ) => productId !== item.id
				);
				return `one of the two ${ item.code } is deleted`;
			}
			return toAnItem( ( { code }, books ) => ( {
				words: `another item has the code ${ code }`,
				changes: [
					{
						do: 'addItem',
						item: { code, name: DOUBLE, priceWithVat: 77777 },
						stock: {
							[ books.database().units[ 0 ]?.code ?? '' ]: 700,
						},
					},
				],
			} ) )( what, scene );
		},
	} ),
	removeItem: kind( 3, 'An item is deleted', {
		draw: ( random ) => ( { item: random() } ),
		atSors: toAnItem( ( item, books ) =>
			twin( books, item )
				? null
				: {
						words: item.code,
						changes: [ { do: 'removeItem', code: item.code } ],
					}
		),
	} ),
	pictures: kind( 2, 'An item gets other pictures', {
		draw: ( random ) => ( {
			item: random(),
			variants: Array.from( { length: between( random, 0, 2 ) }, () =>
				between( random, 1, 6 )
			),
		} ),
		atSors: ( { item, variants }, scene ) =>
			toAnItem( ( { code } ) => ( {
				words: `${ code } has ${ variants.length }`,
				changes: [
					{
						do: 'setItem',
						code,
						set: {
							images: variants.map( ( variant ) => ( {
								format: 'jpeg',
								deliver: 'url',
								variant,
							} ) ),
						},
					},
				],
			} ) )( { item }, scene ),
	} ),
	priceList: kind( 2, 'A price list comes into force', {
		draw: ( random ) => ( { percent: between( random, -30, 40 ) } ),
		atSors: ( { percent }, { books } ) => {
			for ( const { code, priceWithVat } of goods( books ) ) {
				const price = Math.max(
					1,
					Math.round( priceWithVat * ( 100 + percent ) ) / 100
				);
				books.change( { do: 'setPrice', code, priceWithVat: price } );
			}
			return `by ${ percent } %`;
		},
	} ),
};
