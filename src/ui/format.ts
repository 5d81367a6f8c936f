/** Dates and numbers as people of the site's language write them. */
const language = () =>
	document.documentElement.lang.replace( '_', '-' ) || undefined;

export const dateTime = ( moment: string ): string =>
	new Intl.DateTimeFormat( language(), {
		dateStyle: 'medium',
		timeStyle: 'short',
	} ).format( new Date( moment ) );

export const number = ( value: number ): string =>
	new Intl.NumberFormat( language() ).format( value );

/** A decimal string of RSD: never through a float, which could lose a para. */
export const money = ( amount: string ): string =>
	new Intl.NumberFormat( language(), {
		style: 'currency',
		currency: 'RSD',
		currencyDisplay: 'code',
		// Browsers know RSD as a currency without paras.
		minimumFractionDigits: 2,
	} ).format( amount as Intl.StringNumericLiteral );
