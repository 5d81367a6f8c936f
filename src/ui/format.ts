import { agoFormat, dateFormat, numberFormat } from './intl';
import { phpDate, shopFormats } from './shop-formats';

/** Dates and numbers as people of the site's language write them; Serbian says no script by itself. */
const language = () => {
	const script = shopFormats()?.script;
	return (
		document.documentElement.lang
			.replace( '_', '-' )
			.replace(
				/^sr(?!-[A-Z][a-z]{3})/,
				script ? `sr-${ script }` : 'sr'
			) || undefined
	);
};

type Shop = NonNullable< ReturnType< typeof shopFormats > >;

/** As the shop writes it, in its time: the same as on its own screens. */
const inTimeOfShop =
	(
		pattern: ( shop: Shop ) => string,
		otherwise: Intl.DateTimeFormatOptions
	) =>
	( moment: string ): string => {
		const shop = shopFormats();
		const date = new Date( moment );
		return shop
			? phpDate( pattern( shop ), date, language(), shop.zone )
			: dateFormat( language(), otherwise ).format( date );
	};

export const dateTime = inTimeOfShop(
	( shop ) => `${ shop.date } ${ shop.time }`,
	{ dateStyle: 'medium', timeStyle: 'short' }
);

export const dayOf = inTimeOfShop( ( shop ) => shop.date, {
	dateStyle: 'medium',
} );

export const timeOf = inTimeOfShop( ( shop ) => shop.time, {
	timeStyle: 'short',
} );

const AGES: [ Intl.RelativeTimeFormatUnit, number ][] = [
	[ 'day', 86400 ],
	[ 'hour', 3600 ],
	[ 'minute', 60 ],
];

/** How long ago a moment was: "12 minutes ago". */
export function ago( moment: string ): string {
	const age = Math.max( 0, ( Date.now() - Date.parse( moment ) ) / 1000 );
	const [ unit, seconds ] = AGES.find( ( [ , least ] ) => age >= least ) ?? [
		'minute',
		60,
	];
	return agoFormat( language() ).format( -Math.floor( age / seconds ), unit );
}

/** A day of the shop's calendar: the same day wherever the browser is. */
export function day( text: string ): string {
	const shop = shopFormats();
	const date = new Date( `${ text }T00:00:00Z` );
	return shop
		? phpDate( shop.date, date, language(), 'UTC' )
		: dateFormat( language(), {
				dateStyle: 'medium',
				timeZone: 'UTC',
			} ).format( date );
}

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/;

/** Whatever SORS calls the moment, a day or an hour of it: what cannot be read is shown as it came. */
export function when( text: string ): string {
	const [ isRead, time ] = ISO.exec( text ) ?? [];
	if ( ! isRead || Number.isNaN( Date.parse( text ) ) ) {
		return text;
	}
	return time ? dateTime( text ) : day( text );
}

/**
 * Dates for WooCommerce's time line and charts, which want patterns: of PHP's
 * date(), and of d3. Both have English names of months alone.
 */
export function datePatterns(): { date: string; clock: string; axis: string } {
	const shop = shopFormats();
	const isEnglish = /^en/.test( language() ?? 'en' );
	const own = isEnglish
		? { date: 'M j, Y', clock: 'g:i A', axis: '%b %-d' }
		: { date: 'j. n. Y.', clock: 'H:i', axis: '%d.%m.' };
	const fits = ( pattern: string ) =>
		isEnglish || ! /[DlSMFaA]/.test( pattern.replace( /\\./g, '' ) );
	return {
		...own,
		...( shop && fits( shop.date ) ? { date: shop.date } : {} ),
		...( shop && fits( shop.time ) ? { clock: shop.time } : {} ),
	};
}

/** The shop's date and clock at a moment, without a zone: WooCommerce's charts and time line take it for the browser's. */
export const shopClock = ( moment: string ): string =>
	phpDate(
		'Y-m-d\\TH:i:s',
		new Date( moment ),
		undefined,
		shopFormats()?.zone
	);

/** Whether the server means a figure by it. */
export const isDecimal = ( text: string ): boolean =>
	/^-?\d+(\.\d+)?$/.test( text );

export const number = ( value: number ): string =>
	written( numberFormat( language() ), value );

/**
 * A decimal string: never through a float, which could lose a para. SORS may
 * call a currency by another name than the world does: that is shown as it is.
 */
export function money( amount: string, currency = 'RSD', finest = 2 ): string {
	const shop = shopFormats();
	if ( shop ) {
		const sum = shop.price
			.replace( '%2$s', price( amount.replace( /^-/, '' ), finest ) )
			.replace( '%1$s', shop.symbols[ currency ] ?? currency );
		return amount.startsWith( '-' ) ? `−${ sum }` : sum;
	}
	return /^[A-Z]{3}$/.test( currency )
		? written(
				numberFormat( language(), {
					style: 'currency',
					currency,
					currencyDisplay: 'code',
					// Browsers know RSD as a currency without paras.
					minimumFractionDigits: 2,
				} ),
				amount
			)
		: `${ amount } ${ currency }`.trim();
}

/** Of a product. */
export const shopPrice = ( amount: string ): string =>
	money( amount, shopFormats()?.currency, 6 );

/**
 * A price without its currency: the document's, which stands elsewhere. A shop that shows whole dinars
 * has documents with paras all the same, as includes/OrderView/Words.php has it.
 */
export function price( amount: string, finest = 6 ): string {
	const shop = shopFormats();
	const decimals = /\.\d*[1-9]/.test( amount ) ? 2 : ( shop?.decimals ?? 2 );
	const format = ( locale: string | undefined ) =>
		numberFormat( locale, {
			minimumFractionDigits: decimals,
			maximumFractionDigits: Math.max( finest, decimals ),
		} );
	return shop
		? written( format( 'en' ), amount, separators( shop ) )
		: written(
				numberFormat( language(), { minimumFractionDigits: 2 } ),
				amount
			);
}

/** A quantity, 3.5 kg of nails, or a percentage, with the separators of the prices beside it. */
export function decimal( amount: string ): string {
	const shop = shopFormats();
	const format = ( locale: string | undefined ) =>
		numberFormat( locale, { maximumFractionDigits: 3 } );
	return shop
		? written( format( 'en' ), amount, separators( shop ) )
		: written( format( language() ), amount );
}

const separators = ( {
	thousand,
	decimal: point,
}: {
	thousand: string;
	decimal: string;
} ) => ( { group: thousand, decimal: point } );

/** With the minus sign itself, as includes/Sentence.php has it: some languages have a hyphen. */
function written(
	format: Intl.NumberFormat,
	amount: number | string,
	signs: Record< string, string | undefined > = {}
): string {
	return format
		.formatToParts( amount as Intl.StringNumericLiteral )
		.map( ( { type, value } ) =>
			type === 'minusSign' ? '−' : ( signs[ type ] ?? value )
		)
		.join( '' );
}
