/** docs/reliability.md, from what was counted. */
import type { Kept } from '../controller/campaign';
import { FATE_NAMES } from '../faults/catalog';

const total = ( row: Record< string, number > ): number =>
	Object.values( row ).reduce( ( sum, each ) => sum + each, 0 );

function table( head: readonly string[], rows: readonly string[][] ): string[] {
	const line = ( cells: readonly string[] ) => `| ${ cells.join( ' | ' ) } |`;
	return [
		line( head ),
		line( head.map( () => '---' ) ),
		...rows.map( line ),
		'',
	];
}

export function reliability(
	kept: Kept,
	version: string,
	day: string
): string {
	const { counts, seconds, violations } = kept;
	const operations = Object.keys( counts.faults ).sort();
	const fates = [
		'answered',
		...FATE_NAMES,
		'killed before',
		'killed after',
	];
	const events = total( counts.events );
	return [
		'# Reliability',
		'',
		`Written by \`npm run simulate -- --write\` on ${ day }, version ${ version }: ${ kept.under }. Nobody types a figure here. What the simulation does and checks: [tests/simulation](../tests/simulation/README.md).`,
		'',
		`Seeds up to ${ kept.nextSeed - 1 }: ${ counts.histories } histories came to their end, ${ events } events in ${ Math.round( seconds / 60 ) } minutes (${ ( events / Math.max( 1, seconds ) ).toFixed( 1 ) } a second, checks included, on the machine as busy as it was). Histories in which something did not hold: ${ violations.length }.`,
		'',
		...( violations.length > 0
			? table(
					[ 'seed', 'what did not hold' ],
					violations.map( ( { seed, what } ) => [
						String( seed ),
						what.join( '; ' ).replace( /\|/g, '\\|' ),
					] )
				)
			: [] ),
		'## Events',
		'',
		...table(
			[ 'event', 'times' ],
			Object.entries( counts.events )
				.sort()
				.map( ( [ name, times ] ) => [ name, String( times ) ] )
		),
		'## Requests: what became of each',
		'',
		...table(
			[ 'what went wrong', ...operations ],
			fates.map( ( fate ) => [
				fate,
				...operations.map( ( operation ) =>
					String( counts.faults[ operation ]?.[ fate ] ?? 0 )
				),
			] )
		),
		'## Processes killed',
		'',
		...table(
			[ 'in', 'times' ],
			Object.entries( counts.kills )
				.sort()
				.map( ( [ name, times ] ) => [ name, String( times ) ] )
		),
	].join( '\n' );
}
