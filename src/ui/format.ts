/** Dates and numbers as people of the site's language write them. */
const language = () =>
	document.documentElement.lang.replace( '_', '-' ) || undefined;

export const dateTime = ( moment: string ): string =>
	new Intl.DateTimeFormat( language(), {
		dateStyle: 'medium',
		timeStyle: 'short',
	} ).format( new Date( moment ) );

/** A day of the shop's calendar: the same day wherever the browser is. */
export const day = ( text: string ): string =>
	new Intl.DateTimeFormat( language(), {
		dateStyle: 'medium',
		timeZone: 'UTC',
	} ).format( new Date( `${ text }T00:00:00Z` ) );

/**
 * The same for WooCommerce's time line and charts, which want patterns: of PHP's
 * date(), and of d3, whose names of months are English.
 */
export const datePatterns = (): {
	date: string;
	clock: string;
	axis: string;
} =>
	/^en/.test( language() ?? 'en' )
		? { date: 'M j, Y', clock: 'g:i A', axis: '%b %-d' }
		: { date: 'j. n. Y.', clock: 'H:i', axis: '%d.%m.' };

/** A moment in UTC as WooCommerce's charts read it: in the browser's time, without a zone. */
export function localMoment( moment: string ): string {
	const there = new Date( moment );
	const two = ( part: number ) => String( part ).padStart( 2, '0' );
	const ymd = [
		there.getFullYear(),
		two( there.getMonth() + 1 ),
		two( there.getDate() ),
	].join( '-' );
	const time = [
		two( there.getHours() ),
		two( there.getMinutes() ),
		two( there.getSeconds() ),
	].join( ':' );
	return `${ ymd }T${ time }`;
}

export const number = ( value: number ): string =>
	new Intl.NumberFormat( language() ).format( value );

/**
 * A decimal string: never through a float, which could lose a para. SORS may
 * call a currency by another name than the world does: that is shown as it is.
 */
export const money = ( amount: string, currency = 'RSD' ): string =>
	/^[A-Z]{3}$/.test( currency )
		? new Intl.NumberFormat( language(), {
				style: 'currency',
				currency,
				currencyDisplay: 'code',
				// Browsers know RSD as a currency without paras.
				minimumFractionDigits: 2,
			} ).format( amount as Intl.StringNumericLiteral )
		: `${ amount } ${ currency }`.trim();

/** A price without its currency: the shop's own. */
export const price = ( amount: string ): string =>
	new Intl.NumberFormat( language(), { minimumFractionDigits: 2 } ).format(
		amount as Intl.StringNumericLiteral
	);

/** A quantity, also a decimal string: 3.5 kg of nails. */
export const quantity = ( amount: string ): string =>
	new Intl.NumberFormat( language(), { maximumFractionDigits: 3 } ).format(
		amount as Intl.StringNumericLiteral
	);
