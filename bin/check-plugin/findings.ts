export type Finding = {
	type: 'ERROR' | 'WARNING';
	code: string;
	file: string;
	line: number;
	message: string;
};

/** Codes in the first cells of the table of warnings. */
export function explainedIn( page: string ): Set< string > {
	const section = page.split( /^## Warnings$/m )[ 1 ] ?? '';
	const cells = section
		.split( /^## /m )[ 0 ]!
		.split( '\n' )
		.filter( ( line ) => line.startsWith( '| `' ) )
		.map( ( line ) => line.split( '|' )[ 1 ]! );
	return new Set(
		cells.flatMap( ( cell ) =>
			[ ...cell.matchAll( /`([^`]+)`/g ) ].map( ( [ , code ] ) => code! )
		)
	);
}

/** Each error and each warning that nothing explains by itself; the others in a line for each code. */
export function report(
	found: Finding[],
	explained: Set< string >
): { text: string; ok: boolean } {
	const isBad = ( { type, code }: Finding ) =>
		type === 'ERROR' || ! explained.has( code );
	const bad = found.filter( isBad );
	const counts = new Map< string, number >();
	for ( const { code } of found.filter( ( one ) => ! isBad( one ) ) ) {
		counts.set( code, ( counts.get( code ) ?? 0 ) + 1 );
	}
	const errors = found.filter( ( { type } ) => type === 'ERROR' ).length;
	const lines = [
		...bad.map(
			( { type, code, file, line, message } ) =>
				`${ type } ${ file }:${ line } ${ code }\n  ${ message }`
		),
		...[ ...counts ]
			.sort( ( [ a ], [ b ] ) => a.localeCompare( b ) )
			.map( ( [ code, count ] ) => `explained: ${ count } × ${ code }` ),
		`${ errors } errors, ${ found.length - errors } warnings, ${ bad.length - errors } of these not explained`,
	];
	return { text: `${ lines.join( '\n' ) }\n`, ok: bad.length === 0 };
}
