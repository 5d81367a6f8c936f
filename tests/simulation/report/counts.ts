import type { Deal } from '../events/deal';
import { TROUBLES } from '../faults/catalog';

/** Faults that an operation meets in a story of its own, about. */
const PER_STORY = 2;

/** Answers the rarest of them, and counts it. */
function least< Name extends string >(
	times: Record< string, number >,
	among: readonly Name[],
	more = 1
): Name {
	const rarest = among.reduce( ( found, each ) =>
		( times[ each ] ?? 0 ) < ( times[ found ] ?? 0 ) ? each : found
	);
	times[ rarest ] = ( times[ rarest ] ?? 0 ) + more;
	return rarest;
}

/** How often each kind of event, and each operation with each fault, came up. */
export class Counts {
	events: Record< string, number > = {};
	faults: Record< string, Record< string, number > > = {};
	kills: Record< string, number > = {};
	histories = 0;

	event( name: string ): void {
		this.events[ name ] = ( this.events[ name ] ?? 0 ) + 1;
	}

	add( operation: string, fault: string ): void {
		const row = ( this.faults[ operation ] ??= {} );
		row[ fault ] = ( row[ fault ] ?? 0 ) + 1;
	}

	kill( what: string ): void {
		this.kills[ what ] = ( this.kills[ what ] ?? 0 ) + 1;
	}

	/** Chooses what came up least so far, with what it chose already. */
	rarest(): Deal {
		const faults = structuredClone( this.faults );
		const events = { ...this.events };
		const met = Object.fromEntries(
			Object.entries( faults ).map( ( [ operation, row ] ) => [
				operation,
				TROUBLES.reduce(
					( sum, each ) => sum + ( row[ each ] ?? 0 ),
					0
				),
			] )
		);
		return {
			trouble: ( operation ) =>
				least( ( faults[ operation ] ??= {} ), TROUBLES ),
			operation: ( among ) => least( met, among, PER_STORY ),
			event: ( among ) => least( events, among ),
		};
	}

	static of( kept: Partial< Counts > ): Counts {
		return Object.assign( new Counts(), kept );
	}
}

/** Of these operations each is about products, whose places SORS changes. */
const OF_PRODUCTS = [ 'listProducts', 'listProductImages', 'listInventory' ];

/** Whether a fault can make a difference: where there is no list, none is empty, and nothing in it changes places. */
export function bites( operation: string, fate: string ): boolean {
	if ( fate === 'items change places' ) {
		return OF_PRODUCTS.includes( operation );
	}
	return (
		! [ 'an empty list', 'an empty page' ].includes( fate ) ||
		/^(list|find)/.test( operation )
	);
}
