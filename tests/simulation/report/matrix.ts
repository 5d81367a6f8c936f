/** Every operation with every fault: tables whose rows stand for all that ends alike. */
import type { Cell, Glance, Matrix } from '../matrix/cells';
import { duration, NOT_RUN, table, whose } from './markdown';

/** Sentences that the owner reads, with the buttons beside them, each told once. */
class Legend {
	private readonly known: string[] = [];

	marks( { told, buttons }: Glance ): string {
		const pressed =
			buttons.length > 0
				? ` Buttons: ${ buttons.map( ( each ) => `“${ each }”` ).join( ', ' ) }.`
				: '';
		const sentences =
			told.length > 0
				? told.map( ( each, at ) => each + ( at ? '' : pressed ) )
				: [ pressed.trim() ].filter( Boolean );
		return sentences
			.map( ( each ) => `[${ this.of( each ) }]` )
			.join( ' ' );
	}

	lines(): string[] {
		return this.known.map( ( each, at ) => `- [${ at + 1 }] ${ each }` );
	}

	private of( sentence: string ): number {
		if ( ! this.known.includes( sentence ) ) {
			this.known.push( sentence );
		}
		return this.known.indexOf( sentence ) + 1;
	}
}

function row( { after, rest }: Cell, legend: Legend ): string[] {
	const asked = rest.isAsked ? `yes ${ legend.marks( rest ) }`.trim() : 'no';
	return [
		...[ after.state, after.documents, legend.marks( after ) || '–' ],
		...[ rest.state, rest.documents, asked ],
	];
}

/** Rows that are alike are one. */
function merged( cells: readonly Cell[], legend: Legend ): string[][] {
	const rows = new Map< string, { troubles: string[]; row: string[] } >();
	for ( const cell of cells ) {
		const own = row( cell, legend );
		const key = own.join( '\n' );
		const alike = rows.get( key ) ?? { troubles: [], row: own };
		alike.troubles.push( cell.trouble );
		rows.set( key, alike );
	}
	return [ ...rows.values() ].map( ( { troubles, row: own } ) => [
		troubles.join( '; ' ),
		...own,
	] );
}

const HEAD = [
	'what went wrong',
	...[ 'right afterwards', 'in SORS', 'the owner reads' ],
	...[ 'in the end', 'in SORS', 'a person is asked' ],
];
const WITHOUT_DOCUMENTS = HEAD.filter( ( each ) => each !== 'in SORS' );

function ofOperation(
	operation: string,
	cells: readonly Cell[],
	legend: Legend
): string[] {
	const rows = merged( cells, legend );
	const has = cells.some( ( { after } ) => after.documents !== '' );
	return [
		`### ${ operation }`,
		'',
		...( has
			? table( HEAD, rows )
			: table(
					WITHOUT_DOCUMENTS,
					rows.map( ( cell ) =>
						cell.filter( ( _, at ) => at !== 2 && at !== 5 )
					)
				) ),
	];
}

export function matrixSection( matrix: Matrix | null, now: string ): string[] {
	const head = [ '## Every operation with every fault', '' ];
	if ( ! matrix ) {
		return [ ...head, ...NOT_RUN ];
	}
	const { cells, seconds, plugin, notStored } = matrix;
	const operations = [
		...new Set( cells.map( ( { operation } ) => operation ) ),
	];
	const wrong = cells.filter( ( cell ) => cell.wrong.length > 0 );
	const legend = new Legend();
	const tables = operations.flatMap( ( operation ) =>
		ofOperation(
			operation,
			cells.filter( ( cell ) => cell.operation === operation ),
			legend
		)
	);
	return [
		...head,
		`${ cells.length } short histories of one shop, one for each operation and each thing that may go wrong with it, in ${ duration( seconds ) }. In each the fault meets the operation once, then all goes well. Something did not hold in ${ wrong.length }.`,
		'',
		...whose( plugin, now ),
		...( wrong.length > 0
			? table(
					[ 'operation', 'what went wrong', 'what did not hold' ],
					wrong.map( ( cell ) => [
						...[ cell.operation, cell.trouble ],
						cell.wrong.join( '; ' ),
					] )
				)
			: [] ),
		'How to read it: “right afterwards” is the state of the order’s entry ([docs/outbox.md](outbox.md)), of the run, or the answer to the person who asked, with the error code; “in SORS” are the order’s documents there that are open; “in the end” is what stands when nothing is due any more. Numbers in brackets are the sentences below the tables. A process that was killed shows what it had stored.',
		'',
		...( notStored.length > 0
			? [
					`The answers to these are not stored, so it makes no difference whether a process is killed before that or after: ${ notStored.join( ', ' ) }.`,
					'',
				]
			: [] ),
		...tables,
		'### What the owner reads',
		'',
		...legend.lines(),
		'',
	];
}
