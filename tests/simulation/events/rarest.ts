/** What came up least in a campaign, with what it needs before it. */
import { between, type Random } from '../../sors/assortment/random';
import type { Deal } from './deal';
import { drawn, kindOf, kindsOf, NAMES } from './kinds';
import { calm, minute, MUCH_LATER, plain, type Draw } from './steps';
import type { Event, What } from './types';

/** What only makes sense after something else, which is rare itself. */
export const ANSWERS: Partial< Record< What[ 'do' ], What[ 'do' ] > > = {
	move: 'identity',
	pluginOff: 'pluginOn',
	deleteProduct: 'bringBack',
	exportOff: 'exportOn',
};

const sortsOf = ( name: What[ 'do' ] ): readonly string[] =>
	kindOf( { do: name } as What ).sorts ?? [];

/** A kind that has sorts by each of them, as they are counted. */
const COUNTED = NAMES.flatMap< string >( ( name ) =>
	sortsOf( name ).length === 0
		? name
		: sortsOf( name ).map( ( sort ) => `${ name }: ${ sort }` )
);

/** A document that SORS has and the backup has not: else nothing is to be found when it is restored. */
const beforeRestore = ( random: Random ): Event[] => [
	calm( random ),
	plain( 60, { do: 'backUp' } ),
	plain( 60, drawn( random, 'order', { status: 'processing' } ) ),
	minute( random ),
	plain( between( random, ...MUCH_LATER ), { do: 'sweep' } ),
];

/** What it answers, or needs; mostly nothing. */
function question( random: Random, after: What[ 'do' ], event: Draw ): Event[] {
	if ( after === 'restore' ) {
		return beforeRestore( random );
	}
	const name = NAMES.find( ( each ) => ANSWERS[ each ] === after );
	return name ? [ event( random, drawn( random, name ) ) ] : [];
}

/** Empty where no campaign counts. */
export function rarest( random: Random, deal: Deal, event: Draw ): Event[] {
	const label = deal.event( COUNTED );
	if ( label === undefined ) {
		return [];
	}
	const name = label.split( ': ' )[ 0 ] as What[ 'do' ];
	let what = drawn( random, name );
	while ( ! kindsOf( what ).includes( label ) ) {
		what = drawn( random, name );
	}
	return [ ...question( random, name, event ), event( random, what ) ];
}
