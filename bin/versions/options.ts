import { readOptions } from '../../tests/env/run/options';
import { Problem } from '../../tests/env/run/problem';
import { allRows, type Row } from './rows';

const names = allRows.map( ( { id } ) => id ).join( ', ' );

export const HELP = `npm run test:versions [-- options]
  --only A,B     these alone: ${ names }
  --filter TEXT  only tests whose name has it; nothing of that is kept or written
  --complete     fail also for a row that could not be run
  --again        also what was green already with the files as they are
  --write        put the table into docs/versions.md and README.md`;

export type VersionsOptions = {
	/** Missing: all of them. */
	named: Row[] | undefined;
	filter: string | undefined;
	complete: boolean;
	again: boolean;
	write: boolean;
};

export function readVersionsOptions(
	argv: string[]
): VersionsOptions | 'help' {
	const { values } = readOptions(
		{
			args: argv,
			options: {
				only: { type: 'string', multiple: true },
				filter: { type: 'string' },
				complete: { type: 'boolean' },
				again: { type: 'boolean' },
				write: { type: 'boolean' },
				help: { type: 'boolean' },
			},
		},
		HELP
	);
	if ( values.help ) {
		return 'help';
	}
	if ( values.filter && values.write ) {
		throw new Problem(
			'A part of the tests is not written down: leave out --filter or --write.'
		);
	}
	if ( values.only && values.complete ) {
		throw new Problem(
			'A part is not complete: leave out --only or --complete.'
		);
	}
	return {
		named: values.only?.flatMap( ( text ) =>
			text.split( ',' ).map( rowOf )
		),
		filter: values.filter,
		complete: values.complete === true,
		again: values.again === true,
		write: values.write === true,
	};
}

function rowOf( name: string ): Row {
	const row = allRows.find( ( { id } ) => id === name );
	if ( ! row ) {
		throw new Problem(
			`There is no “${ name }” to try: there are ${ names }.`
		);
	}
	return row;
}
