/** Numbers with check digits, and rounding as bookkeepers do it. */

export function round( value: number, places: number ): number {
	const sign = value < 0 ? -1 : 1;
	const scale = 10 ** places;
	// The small share undoes binary noise, so that 1.005 becomes 1.01.
	return (
		( sign * Math.round( Math.abs( value ) * scale * ( 1 + 1e-12 ) ) ) /
		scale
	);
}

/** A valid EAN-13 from up to twelve digits. */
export function gtin13( digits: number ): string {
	const body = String( digits ).padStart( 12, '0' );
	const sum = [ ...body ].reduce(
		( total, digit, at ) => total + Number( digit ) * ( at % 2 ? 3 : 1 ),
		0
	);
	return body + String( ( 10 - ( sum % 10 ) ) % 10 );
}

function mod1110( digits: string ): number {
	let rest = 10;
	for ( const digit of digits ) {
		rest = ( rest + Number( digit ) ) % 10 || 10;
		rest = ( rest * 2 ) % 11;
	}
	return ( 11 - rest ) % 10;
}

/** A valid PIB (ISO 7064 MOD 11,10) from eight digits. */
export function pib( body: number ): string {
	return `${ body }${ mod1110( String( body ) ) }`;
}

export function isPib( text: string ): boolean {
	return (
		/^\d{9}$/.test( text ) &&
		mod1110( text.slice( 0, 8 ) ) === Number( text[ 8 ] )
	);
}
