import { readOptions } from '../../tests/env/run/options';
import { Problem } from '../../tests/env/run/problem';
import type { Selection, Stage } from './stage';

const help = ( all: Stage[] ): string => `npm test [-- options] [test files]
  --only A,B      some stages or groups: static, unit, php, or a stage's name:
                  ${ all.map( ( { id } ) => id ).join( ', ' ) }
  --filter TEXT   only tests whose name has it
  --as-new        as on a machine that has never seen this project and cannot reach
                  wordpress.org: HOME, its cache, sites and database are empty, the store is the stand-in
  --report FILE   also write each stage's counts as JSON`;

export type Choice = {
	stages: Stage[];
	selection: Selection;
	report: string | undefined;
};

/** What the command line asks for; without arguments everything. */
export function choose( argv: string[], all: Stage[] ): Choice {
	const { values, positionals } = readOptions(
		{
			args: argv,
			allowPositionals: true,
			options: {
				only: { type: 'string', multiple: true },
				filter: { type: 'string' },
				report: { type: 'string' },
				// Done by as-new.ts.
				'as-new': { type: 'boolean' },
			},
		},
		help( all )
	);
	const names = ( values.only ?? [] ).flatMap( ( text ) =>
		text.split( ',' )
	);
	const unknown = names.filter(
		( name ) => ! all.some( ( stage ) => isNamed( stage, name ) )
	);
	if ( unknown.length > 0 ) {
		throw new Problem(
			`There is no stage “${ unknown.join( ', ' ) }”.\n${ help( all ) }`
		);
	}
	return {
		stages:
			names.length === 0
				? all
				: all.filter( ( stage ) =>
						names.some( ( name ) => isNamed( stage, name ) )
					),
		selection: { filter: values.filter, files: positionals },
		report: values.report,
	};
}

function isNamed( stage: Stage, name: string ): boolean {
	return stage.id === name || stage.groups.includes( name );
}
