import { decimal, isDecimal } from './format';
import { shopFormats } from './shop-formats';

/** Tells spreadsheets that the text is UTF-8. */
const MARK = '\uFEFF';
/** What a spreadsheet would take for a formula. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/;

/** Whether people here write decimals with a comma: the shop, or the reader's language. */
const hasComma = () =>
	shopFormats()?.decimal === ',' || decimal( '0.5' ).includes( ',' );

/** A decimal as the reader's spreadsheet takes it for a number. */
export const figure = ( value: string ): string =>
	hasComma() && isDecimal( value ) ? value.replace( '.', ',' ) : value;

/** Texts come from SORS and from the shop: an apostrophe in front defuses a formula. */
function cell( text: string ): string {
	const isFormula =
		FORMULA.test( text ) && ! isDecimal( text.replace( ',', '.' ) );
	return `"${ isFormula ? "'" : '' }${ text.replaceAll( '"', '""' ) }"`;
}

/** A table for a spreadsheet, its head first. */
export function csv( rows: string[][] ): Blob {
	const separator = hasComma() ? ';' : ',';
	const lines = rows.map(
		( cells ) => `${ cells.map( cell ).join( separator ) }\r\n`
	);
	return new Blob( [ MARK, ...lines ], { type: 'text/csv' } );
}
