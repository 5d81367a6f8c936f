/** Dates and moments as the contract's patterns write them (yyyy MM dd HH mm ss). */
const PARTS = [ 'yyyy', 'MM', 'dd', 'HH', 'mm', 'ss' ] as const;
type Part = ( typeof PARTS )[ number ];
type Parts = Record< Part, string >;
const ANY_PART = /yyyy|MM|dd|HH|mm|ss/g;

const zones = new Map< string, Intl.DateTimeFormat >();

function zoneFormat( timeZone: string ): Intl.DateTimeFormat {
	let format = zones.get( timeZone );
	if ( ! format ) {
		format = new Intl.DateTimeFormat( 'en-GB', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		} );
		zones.set( timeZone, format );
	}
	return format;
}

function partsOf( moment: number, timeZone: string ): Parts {
	const found: Record< string, string > = {};
	for ( const part of zoneFormat( timeZone ).formatToParts( moment ) ) {
		found[ part.type ] = part.value;
	}
	return {
		yyyy: ( found.year ?? '' ).padStart( 4, '0' ),
		MM: found.month ?? '',
		dd: found.day ?? '',
		HH: found.hour ?? '',
		mm: found.minute ?? '',
		ss: found.second ?? '',
	};
}

function fill( pattern: string, parts: Parts ): string {
	return pattern.replace( ANY_PART, ( part ) => parts[ part as Part ] );
}

function parse( pattern: string, text: string ): Parts | null {
	const order: Part[] = [];
	const source = pattern
		.split( /(yyyy|MM|dd|HH|mm|ss)/ )
		.map( ( piece ) => {
			if ( ! ( PARTS as readonly string[] ).includes( piece ) ) {
				return piece.replace( /[.*+?^${}()|[\]\\]/g, '\\$&' );
			}
			order.push( piece as Part );
			return piece === 'yyyy' ? '(\\d{4})' : '(\\d{2})';
		} )
		.join( '' );
	const match = new RegExp( `^${ source }$` ).exec( text );
	if ( ! match ) {
		return null;
	}
	const parts: Parts = {
		yyyy: '1970',
		MM: '01',
		dd: '01',
		HH: '00',
		mm: '00',
		ss: '00',
	};
	order.forEach( ( part, at ) => ( parts[ part ] = match[ at + 1 ] ?? '' ) );
	return parts;
}

function utc( parts: Parts ): number {
	const iso = `${ parts.yyyy }-${ parts.MM }-${ parts.dd }T${ parts.HH }:${ parts.mm }:${ parts.ss }`;
	const moment = Date.parse( `${ iso }Z` );
	// Date.parse rolls 31 February over; such a date must be refused.
	return new Date( moment || 0 ).toISOString().startsWith( iso )
		? moment
		: NaN;
}

function offsetAt( moment: number, timeZone: string ): number {
	const whole = Math.floor( moment / 1000 ) * 1000;
	return utc( partsOf( whole, timeZone ) ) - whole;
}

export function today( moment: number, timeZone: string ): string {
	return fill( 'yyyy-MM-dd', partsOf( moment, timeZone ) );
}

/** `date` is yyyy-MM-dd. */
export function writeDate( date: string, pattern: string ): string {
	const parts = parse( 'yyyy-MM-dd', date );
	return parts ? fill( pattern, parts ) : date;
}

export function readDate( text: string, pattern: string ): string | null {
	const parts = parse( pattern, text );
	return parts && ! Number.isNaN( utc( parts ) )
		? fill( 'yyyy-MM-dd', parts )
		: null;
}

export function writeMoment(
	moment: number,
	pattern: string,
	timeZone: string
): string {
	const parts = partsOf( moment, timeZone );
	if ( pattern !== 'iso8601' ) {
		return fill( pattern, parts );
	}
	const minutes = offsetAt( moment, timeZone ) / 60000;
	const pad = ( value: number ) => String( value ).padStart( 2, '0' );
	const size = Math.abs( minutes );
	const zone = `${ minutes < 0 ? '-' : '+' }${ pad(
		Math.floor( size / 60 )
	) }:${ pad( size % 60 ) }`;
	return fill( `yyyy-MM-ddTHH:mm:ss`, parts ) + zone;
}

export function readMoment(
	text: string,
	pattern: string,
	timeZone: string
): number | null {
	if ( pattern === 'iso8601' ) {
		const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
		const moment = iso.test( text ) ? Date.parse( text ) : NaN;
		return Number.isNaN( moment ) ? null : moment;
	}
	const parts = parse( pattern, text );
	const local = parts ? utc( parts ) : NaN;
	if ( Number.isNaN( local ) ) {
		return null;
	}
	const guess = local - offsetAt( local, timeZone );
	return local - offsetAt( guess, timeZone );
}
