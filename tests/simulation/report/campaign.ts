/** Histories from seeds: what came up, and how often. */
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';
import type { Kept } from '../controller/campaign';
import { FATE_NAMES } from '../faults/catalog';
import { duration, NOT_RUN, table, whose } from './markdown';

/** What comes up less often was hardly tried. */
const ENOUGH = 20;

const total = ( row: Record< string, number > ): number =>
	Object.values( row ).reduce( ( sum, each ) => sum + each, 0 );

const times = ( count: number ): string =>
	count < ENOUGH ? `**${ count }**` : String( count );

const sorted = ( counts: Record< string, number > ): string[][] =>
	Object.entries( counts )
		.sort( ( [ one ], [ other ] ) => one.localeCompare( other ) )
		.map( ( [ name, count ] ) => [ name, times( count ) ] );

export function campaignSection(
	{ counts, seconds, violations, nextSeed, plugin }: Kept,
	now: string
): string[] {
	const head = [ '## Histories from seeds', '' ];
	if ( counts.histories === 0 ) {
		return [ ...head, ...NOT_RUN ];
	}
	const asked = counts.faults;
	const operations = [
		...new Set( [ ...OPERATION_NAMES, ...Object.keys( asked ) ] ),
	];
	const fates = [
		...new Set( [
			...[ 'answered', ...FATE_NAMES, 'killed before', 'killed after' ],
			...Object.values( asked ).flatMap( ( row ) => Object.keys( row ) ),
		] ),
	];
	const few = operations.flatMap( ( operation ) =>
		fates.filter(
			( fate ) => ( asked[ operation ]?.[ fate ] ?? 0 ) < ENOUGH
		)
	).length;
	return [
		...head,
		...whose( plugin, now ),
		`Fresh seeds, the last one ${ nextSeed - 1 }: ${ counts.histories } histories came to their end, ${ total( counts.events ) } events in ${ duration( seconds ) } (${ ( total( counts.events ) / Math.max( 1, seconds ) ).toFixed( 1 ) } a second, checks included, on the machine as busy as it was). Histories in which something did not hold: ${ violations.length }.`,
		'',
		...( violations.length > 0
			? table(
					[ 'seed', 'what did not hold' ],
					violations.map( ( { seed, what } ) => [
						String( seed ),
						what.join( '; ' ),
					] )
				)
			: [] ),
		`Of ${ operations.length * fates.length } pairs of an operation and what became of it, ${ few } came up less than ${ ENOUGH } times. Such figures are bold.`,
		'',
		'### Events',
		'',
		...table( [ 'event', 'times' ], sorted( counts.events ) ),
		'### Requests: what became of each',
		'',
		...table(
			[ 'what went wrong', ...operations ],
			fates.map( ( fate ) => [
				fate,
				...operations.map( ( operation ) =>
					times( asked[ operation ]?.[ fate ] ?? 0 )
				),
			] )
		),
		'### Processes killed',
		'',
		...table( [ 'in', 'times' ], sorted( counts.kills ) ),
	];
}
