/** What real shops have of their products, with what SORS changes meanwhile and the runs that bring it. */
import { between, pick, type Random } from '../../sors/assortment/random';
import { drawn } from './kinds';
import { calm, minute, plain, type Draw } from './steps';
import type { Event, What } from './types';

type Story = ( random: Random, event: Draw ) => Event[];

const run = ( random: Random, event: Draw, kind: string ): Event =>
	event( random, drawn( random, 'sync', { ...{ kind, mode: 'apply' } } ) );

/** Anything that a run of this kind brings in. */
function change( random: Random, kind: string ): Event {
	const names: Record< string, What[ 'do' ][] > = {
		stock: [ 'goods', 'price', 'priceList', 'priceList' ],
		catalog: [ 'changeItem', 'changeItem', 'newItem', 'switchItem' ],
		images: [ 'pictures' ],
	};
	return plain(
		between( random, 1, 400 ),
		drawn( random, pick( random, names[ kind ] ?? [] ) )
	);
}

const sold = ( random: Random, event: Draw ): Event[] => [
	event( random, drawn( random, 'order', { status: 'processing' } ) ),
	minute( random ),
];

/** The price list comes while a sale runs or is planned, and once it is over. */
const sales: Story = ( random, event ) => [
	calm( random ),
	event(
		random,
		drawn( random, 'sale', { share: pick( random, [ 0.5, 0.8 ] ) } )
	),
	plain( 60, drawn( random, 'priceList' ) ),
	run( random, event, 'stock' ),
	...sold( random, event ),
	plain( between( random, 400, 90_000 ), { do: 'scheduledSales' } ),
	run( random, event, 'stock' ),
];

const sizes: Story = ( random, event ) => [
	calm( random ),
	event( random, drawn( random, 'sizes', { change: 'turns' } ) ),
	...sold( random, event ),
	change( random, 'stock' ),
	run( random, event, 'stock' ),
	event( random, drawn( random, 'sizes' ) ),
	...sold( random, event ),
	change( random, 'stock' ),
	run( random, event, 'stock' ),
];

const unreadable: Story = ( random, event ) => {
	const kind = pick( random, [ 'stock', 'stock', 'catalog' ] );
	return [
		calm( random ),
		run( random, event, kind ),
		plain( 60, drawn( random, 'garble' ) ),
		change( random, kind ),
		run( random, event, kind ),
		...sold( random, event ),
		run( random, event, kind ),
		...( random() < 0.5
			? [ plain( 60, { do: 'makeReadable' } as const ) ]
			: [] ),
		run( random, event, 'stock' ),
	];
};

const brokenPlugin: Story = ( random, event ) => {
	const kind = pick( random, [ 'stock', 'stock', 'catalog', 'images' ] );
	return [
		calm( random ),
		plain( 1, drawn( random, 'brokenPlugin' ) ),
		change( random, kind ),
		run( random, event, kind ),
		change( random, kind ),
		...sold( random, event ),
		run( random, event, kind ),
		run( random, event, 'stock' ),
	];
};

const STORIES = [ sales, sizes, unreadable, brokenPlugin ];

/** One after another, each undivided, between what else happens. */
export function withProducts(
	random: Random,
	events: Event[],
	event: Draw
): Event[] {
	return Array.from( { length: between( random, 2, 4 ) }, () =>
		between( random, 0, events.length )
	)
		.sort( ( one, other ) => other - one )
		.reduce< Event[] >(
			( all, place ) =>
				all.toSpliced(
					place,
					0,
					...pick( random, STORIES )( random, event )
				),
			events
		);
}
