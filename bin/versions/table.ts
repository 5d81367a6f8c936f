import { nameOf, type Result, type Row, stageIds, stageTitles } from './rows';

const MARKS = { passed: '✓', failed: '✗', 'not run': '–' };

export type Tried = { row: Row; result: Result };

export const PAIR_HEAD = [
	'pair',
	'ran on',
	...Object.values( stageTitles ),
	'time',
	'when',
];
export const PHP_HEAD = [ 'PHP', 'ran on', 'the main job', 'time', 'when' ];

/** A row's cells, the same for the terminal and for the page. */
export function cellsOf( { row, result }: Tried ): string[] {
	const mark = MARKS[ result.state ];
	const end = [ duration( result.ms ), moment( result.at ) ];
	if ( row.kind === 'pair' ) {
		const name = [ `${ mark } ${ row.id }`, result.ranOn || nameOf( row ) ];
		return result.state === 'not run'
			? filled( [ ...name, `not run: ${ result.why }` ], PAIR_HEAD )
			: [
					...name,
					...stageIds.map( ( id ) => countText( result, id ) ),
					...end,
				];
	}
	return result.state === 'not run'
		? filled(
				[ `${ mark } ${ row.php }`, '', `not run: ${ result.why }` ],
				PHP_HEAD
			)
		: [
				`${ mark } ${ row.php }`,
				result.ranOn,
				result.state === 'passed' ? result.did : 'failed',
				...end,
			];
}

/** Up to the last column. */
const filled = ( cells: string[], head: string[] ): string[] =>
	head.map( ( _, column ) => cells[ column ] ?? '' );

function countText( result: Result, id: string ): string {
	const counts = result.stages[ id ];
	return counts
		? [
				`${ counts.passed } passed`,
				...( counts.failed > 0 ? [ `${ counts.failed } failed` ] : [] ),
				...( counts.skipped > 0
					? [ `${ counts.skipped } skipped` ]
					: [] ),
			].join( ', ' )
		: 'did not run';
}

const duration = ( ms: number ): string => {
	const seconds = Math.round( ms / 1000 );
	return `${ Math.floor( seconds / 60 ) } min ${ seconds % 60 } s`;
};

const moment = ( at: string ): string => at.slice( 0, 16 ).replace( 'T', ' ' );

const ofKind = ( all: Tried[], kind: Row[ 'kind' ] ): Tried[] =>
	all.filter( ( { row } ) => row.kind === kind );

/** Both tables for the terminal, then why what failed did. */
export function tableText( all: Tried[] ): string {
	const faults = all
		.filter( ( { result } ) => result.state === 'failed' )
		.map(
			( { row, result } ) =>
				`✗ ${ row.id }: ${ result.why } (.cache/log/versions-${ row.id }.log)`
		);
	return [
		...aligned( PAIR_HEAD, ofKind( all, 'pair' ).map( cellsOf ) ),
		...aligned( PHP_HEAD, ofKind( all, 'php' ).map( cellsOf ) ),
		...( faults.length > 0 ? [ ...faults, '' ] : [] ),
		summary( all ),
	].join( '\n' );
}

function aligned( head: string[], rows: string[][] ): string[] {
	// A reason may be long: it runs on over the empty cells after it.
	const widths = head.map( ( title, column ) =>
		Math.max(
			...[ title, ...rows.map( ( row ) => row[ column ] ?? '' ) ]
				.filter( ( cell ) => ! cell.startsWith( 'not run: ' ) )
				.map( ( cell ) => cell.length )
		)
	);
	const line = ( cells: string[] ): string =>
		cells
			.map( ( cell, column ) => cell.padEnd( widths[ column ] ?? 0 ) )
			.join( '  ' )
			.trimEnd();
	return [ line( head ), ...rows.map( line ), '' ];
}

/** The same two as Markdown. */
export function tableMarkdown( all: Tried[] ): string {
	const table = ( head: string[], rows: string[][] ): string =>
		[ head, head.map( () => '---' ), ...rows ]
			.map(
				( cells ) =>
					`| ${ cells
						.map( ( cell ) => cell.replace( /[|\n]/g, ' ' ) )
						.join( ' | ' ) } |`
			)
			.join( '\n' );
	return [
		table( PAIR_HEAD, ofKind( all, 'pair' ).map( cellsOf ) ),
		table( PHP_HEAD, ofKind( all, 'php' ).map( cellsOf ) ),
	].join( '\n\n' );
}

export function summary( all: Tried[] ): string {
	const count = ( state: Result[ 'state' ] ): number =>
		all.filter( ( { result } ) => result.state === state ).length;
	return `${ count( 'passed' ) } green, ${ count( 'failed' ) } failed, ${ count( 'not run' ) } not run`;
}

/** 0 only where something ran and nothing that ran failed; of a complete run, where everything ran. */
export function exitCode( all: Tried[], isComplete = false ): number {
	const states = all.map( ( { result } ) => result.state );
	return states.includes( 'passed' ) &&
		! states.includes( 'failed' ) &&
		! ( isComplete && states.includes( 'not run' ) )
		? 0
		: 1;
}
