/** What came up least in a campaign, with what it needs before it. */
import { between, type Random } from '../../sors/assortment/random';
import type { Deal } from './deal';
import { drawn, kindOf, kindsOf, KINDS } from './kinds';
import { calm, minute, MUCH_LATER, plain } from './steps';
import type { Event, What } from './types';

/** What only makes sense after something else, which is rare itself. */
export const ANSWERS: Partial< Record< What[ 'do' ], What[ 'do' ] > > = {
	move: 'identity',
	restore: 'restored',
	pluginOff: 'pluginOn',
	deleteProduct: 'bringBack',
	exportOff: 'exportOn',
};

const NAMES = Object.keys( KINDS ) as What[ 'do' ][];

const sortsOf = ( name: What[ 'do' ] ): readonly string[] =>
	kindOf( { do: name } as What ).sorts ?? [];

/** A kind that has sorts by each of them, as they are counted. */
const COUNTED = NAMES.flatMap< string >( ( name ) =>
	sortsOf( name ).length === 0
		? name
		: sortsOf( name ).map( ( sort ) => `${ name }: ${ sort }` )
);

const questionOf = ( name: What[ 'do' ] ): What[ 'do' ] | undefined =>
	NAMES.find( ( each ) => ANSWERS[ each ] === name );

/** A document that SORS has and the backup has not: else nothing is to be decided when it is restored. */
const beforeRestore = ( random: Random ): Event[] => [
	calm( random ),
	plain( 60, { do: 'backUp' } ),
	plain( 60, drawn( random, 'order', { status: 'processing' } ) ),
	minute( random ),
	plain( between( random, ...MUCH_LATER ), drawn( random, 'restore' ) ),
	minute( random ),
];

/** Empty where nobody counts. */
export function rarest(
	random: Random,
	deal: Deal,
	event: ( random: Random, what: What ) => Event
): Event[] {
	const label = deal.event( COUNTED );
	if ( label === undefined ) {
		return [];
	}
	const name = label.split( ': ' )[ 0 ] as What[ 'do' ];
	let what = drawn( random, name );
	while ( ! kindsOf( what ).includes( label ) ) {
		what = drawn( random, name );
	}
	const question = questionOf( name );
	return [
		...( name === 'restored' ? beforeRestore( random ) : [] ),
		...( question && name !== 'restored'
			? [ event( random, drawn( random, question ) ) ]
			: [] ),
		event( random, what ),
	];
}
