export type Outcome = {
	what: string;
	ms: number;
	/** Nothing where no command was run. */
	code?: number;
	note?: string;
};

export function report( outcomes: Outcome[] ): string {
	const width = Math.max( ...outcomes.map( ( { what } ) => what.length ) );
	const rows = outcomes.map( ( { what, ms, code, note } ) => {
		const mark = code === 0 ? '✓' : '✗';
		const seconds = Math.round( ms / 1000 );
		const time = `${ Math.floor( seconds / 60 ) }m ${ String( seconds % 60 ).padStart( 2, '0' ) }s`;
		return `${ code === undefined ? ' ' : mark } ${ what.padEnd( width ) } ${ String( code ?? '' ).padStart( 9 ) } ${ time.padStart( 8 ) }  ${ note ?? '' }`;
	} );
	const head = `  ${ ''.padEnd( width ) } exit code     time`;
	return [ '', head, ...rows.map( ( row ) => row.trimEnd() ), '' ].join(
		'\n'
	);
}
