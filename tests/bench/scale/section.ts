/** Pure: the part of docs/benchmarks.md about big shops. */
import { catalogueRows } from './catalogue-rows';
import { loadRows, pictureRows } from './load-rows';
import type { Scale } from './measured';
import { growth, listRows, orderRows } from './reading-rows';
import { gathered, goals, type Row } from './row';

export const SECTION = '## Big shops';

export const verdicts = ( scale: Scale ): Row[] => [
	...catalogueRows( scale.catalogues ),
	...listRows( scale.catalogues ),
	...orderRows( scale.orders ),
	...loadRows( scale.loads ),
	...pictureRows( scale.pictures ),
];

/** `about`: how it was measured, a paragraph each. */
export function scaleReport( scale: Scale, about: string[] ): string {
	return [
		SECTION,
		...about,
		goals(
			[ 'what', 'to reach', 'measured', '' ],
			gathered( verdicts( scale ) )
		),
		'Of lists, answers and screens that met their goals only the slowest is shown. Milliseconds of what takes more than 10 in the largest shop, counted anew, with orders in tables of their own / as posts:',
		...growth( scale.orders ),
		'',
	].join( '\n\n' );
}

/** A file whose other part another tool writes, with this from SECTION on. */
export function withSection( text: string, section: string ): string {
	const at = text.indexOf( SECTION );
	const before = at < 0 ? text : text.slice( 0, at );
	return `${ before.trimEnd() }\n\n${ section.trimEnd() }\n`;
}

export function sectionOf( text: string ): string {
	const at = text.indexOf( SECTION );
	return at < 0 ? '' : text.slice( at );
}
