/** Formatters are slow to make, and a page needs few: each is made once. */
function once< Options, Format >(
	make: ( locale: string | undefined, options?: Options ) => Format
) {
	const made = new Map< string, Format >();
	return ( locale: string | undefined, options?: Options ): Format => {
		const key = JSON.stringify( [ locale, options ] );
		const format = made.get( key ) ?? make( locale, options );
		made.set( key, format );
		return format;
	};
}

export const dateFormat = once(
	( locale, options?: Intl.DateTimeFormatOptions ) =>
		new Intl.DateTimeFormat( locale, options )
);

export const numberFormat = once(
	( locale, options?: Intl.NumberFormatOptions ) =>
		new Intl.NumberFormat( locale, options )
);

export const agoFormat = once(
	( locale, options?: Intl.RelativeTimeFormatOptions ) =>
		new Intl.RelativeTimeFormat( locale, options )
);
