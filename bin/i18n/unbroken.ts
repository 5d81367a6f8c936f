import { withTexts, type Catalogue } from './catalogue';

/** “SORS-а” stays in one line, and so does a figure with its unit. */
export const unbroken = ( catalogue: Catalogue ): Catalogue =>
	withTexts( catalogue, keptTogether );

export const keptTogether = ( text: string ): string =>
	text
		.replace( /SORS-(?=\p{Ll})/gu, 'SORS\u2011' )
		.replace( / (?=%%|ms\b)/g, '\u00a0' );
