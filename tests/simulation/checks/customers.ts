/** Each buyer is one customer in SORS: by the PIB, else by the e-mail address. */
import type { SorsDatabase } from '../../sors/model/types';

/** What the shop has created has such a code. */
const CREATED = /^W\d+$/;

export function customers( { customers: all }: SorsDatabase ): string[] {
	const keys = all
		.filter( ( { code } ) => CREATED.test( code ) )
		.map( ( { taxId, email } ) => taxId ?? email?.toLowerCase() ?? '' );
	return [ ...new Set( keys ) ].flatMap( ( key ) => {
		const count = keys.filter( ( each ) => each === key ).length;
		return count > 1
			? [ `SORS has the buyer ${ key } ${ count } times` ]
			: [];
	} );
}
