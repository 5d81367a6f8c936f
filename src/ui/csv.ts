import { decimal } from './format';
import { shopFormats } from './shop-formats';

/** Tells spreadsheets that the text is UTF-8. */
const MARK = '\uFEFF';
const FIGURE = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet would take for a formula. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

/** Whether people here write decimals with a comma: the shop, or the reader's language. */
const hasComma = () =>
	shopFormats()?.decimal === ',' || decimal( '0.5' ).includes( ',' );

/** A decimal as the reader's spreadsheet takes it for a number. */
export const figure = ( value: string ): string =>
	hasComma() && FIGURE.test( value ) ? value.replace( '.', ',' ) : value;

/** Texts come from SORS and from the shop: an apostrophe in front defuses a formula. */
function cell( text: string ): string {
	const isFormula =
		FORMULA.test( text ) && ! FIGURE.test( text.replace( ',', '.' ) );
	return `"${ isFormula ? "'" : '' }${ text.replaceAll( '"', '""' ) }"`;
}

/** A table for a spreadsheet, its head first. */
export const csv = ( rows: string[][] ): Blob =>
	new Blob(
		[
			MARK,
			...rows.map(
				( cells ) =>
					`${ cells.map( cell ).join( hasComma() ? ';' : ',' ) }\r\n`
			),
		],
		{ type: 'text/csv' }
	);
