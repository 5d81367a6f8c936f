import { dateFormat } from './intl';

/** How the shop writes dates and amounts, by its own settings. */
type ShopFormats = {
	/** Of PHP's date(). */
	date: string;
	time: string;
	/** A name, or an offset such as +01:00. */
	zone: string;
	/** Of Serbian: Latn or Cyrl. */
	script: string;
	/** Of its products: a code. */
	currency: string;
	decimal: string;
	thousand: string;
	decimals: number;
	/** %1$s is the symbol, %2$s the amount. */
	price: string;
	/** By the code of its currency. */
	symbols: Record< string, string >;
};

let last: { json: string; formats: ShopFormats } | null = null;

/** Null where the page does not say. */
export function shopFormats(): ShopFormats | null {
	const json = document.getElementById( 'sors-api-app' )?.dataset.formats;
	if ( json === undefined ) {
		return null;
	}
	if ( last?.json !== json ) {
		last = { json, formats: JSON.parse( json ) as ShopFormats };
	}
	return last.formats;
}

/** Reads them again once the shop formats differently: they come only with the page. */
export async function renewShopFormats(): Promise< void > {
	const here = document.getElementById( 'sors-api-app' );
	try {
		const answer = await window.fetch( window.location.href );
		const page = new DOMParser().parseFromString(
			await answer.text(),
			'text/html'
		);
		const now = page.getElementById( 'sors-api-app' )?.dataset.formats;
		if ( here && now !== undefined ) {
			here.dataset.formats = now;
		}
	} catch {
		// They are then right with the next page.
	}
}

type Options = Intl.DateTimeFormatOptions;

/** Letters of PHP's date() that WordPress' settings hold, and how a browser writes each. */
const LETTERS: Record< string, [ Options, keyof Options | 'dayPeriod' ] > = {
	d: [ { day: '2-digit' }, 'day' ],
	j: [ { day: 'numeric' }, 'day' ],
	S: [ { day: 'numeric' }, 'day' ],
	D: [ { weekday: 'short' }, 'weekday' ],
	l: [ { weekday: 'long' }, 'weekday' ],
	m: [ { month: '2-digit' }, 'month' ],
	n: [ { month: 'numeric' }, 'month' ],
	M: [ { month: 'short', day: 'numeric' }, 'month' ],
	F: [ { month: 'long', day: 'numeric' }, 'month' ],
	y: [ { year: '2-digit' }, 'year' ],
	Y: [ { year: 'numeric' }, 'year' ],
	H: [ { hour: '2-digit', hourCycle: 'h23' }, 'hour' ],
	G: [ { hour: 'numeric', hourCycle: 'h23' }, 'hour' ],
	h: [ { hour: '2-digit', hourCycle: 'h12' }, 'hour' ],
	g: [ { hour: 'numeric', hourCycle: 'h12' }, 'hour' ],
	i: [ { minute: '2-digit' }, 'minute' ],
	s: [ { second: '2-digit' }, 'second' ],
	a: [ { hour: 'numeric', hourCycle: 'h12' }, 'dayPeriod' ],
	A: [ { hour: 'numeric', hourCycle: 'h12' }, 'dayPeriod' ],
};

const WORDS = 'DlMF';

/** A date by a pattern of PHP's date(). What it does not know stays as it is. */
export function phpDate(
	pattern: string,
	date: Date,
	language: string | undefined,
	/** Left out, it is the browser's. */
	zone?: string
): string {
	return pattern.replace( /\\(.)|([a-zA-Z])/g, ( all, plain, letter ) => {
		const known = LETTERS[ letter as string ];
		if ( plain !== undefined || ! known ) {
			return ( plain as string | undefined ) ?? all;
		}
		const text = part( date, known, {
			// Figures are the same in every language, and padded in English alone.
			language: WORDS.includes( letter ) ? language : 'en-GB',
			zone,
		} );
		switch ( letter ) {
			case 'a':
				return text.toLowerCase();
			case 'A':
				return text.toUpperCase();
			case 'S':
				return ordinalEnd( Number( text ) );
			case 'd':
			case 'm':
			case 'H':
			case 'h':
			case 'i':
			case 's':
				return text.padStart( 2, '0' );
			default:
				return WORDS.includes( letter )
					? text
					: text.replace( /^0(?=.)/, '' );
		}
	} );
}

/** English in every language, as PHP has it. */
const ordinalEnd = ( day: number ): string =>
	( Math.floor( day / 10 ) !== 1 && [ '', 'st', 'nd', 'rd' ][ day % 10 ] ) ||
	'th';

function part(
	date: Date,
	[ options, type ]: [ Options, string ],
	{ language, zone }: { language: string | undefined; zone?: string }
): string {
	const format = ( timeZone: string | undefined ) =>
		dateFormat( language, { ...options, timeZone } )
			.formatToParts( date )
			.find( ( one ) => one.type === type )?.value ?? '';
	try {
		return format( zone );
	} catch {
		// Older browsers know no offsets.
		return format( undefined );
	}
}
