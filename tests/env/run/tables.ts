/** A table as Markdown writes it. */
export const markdownTable = (
	head: readonly string[],
	rows: readonly ( readonly ( string | number )[] )[]
): string =>
	[ head, head.map( () => '---' ), ...rows ]
		.map(
			( cells ) =>
				`| ${ cells.map( ( cell ) => String( cell ).replace( /\|/g, '\\|' ) ).join( ' | ' ) } |`
		)
		.join( '\n' );
