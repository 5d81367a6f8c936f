import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint( {
	cwd: fileURLToPath( new URL( '../../', import.meta.url ) ),
} );

/** What ESLint has against the folder of an import, in a file that need not exist. */
async function problems( filePath: string, imported: string ) {
	const code = `import * as it from '${ imported }';\n\nexport default it;\n`;
	const [ result ] = await eslint.lintText( code, { filePath } );
	return result?.messages.filter( ( { ruleId } ) =>
		ruleId?.startsWith( 'import/' )
	);
}

const refused = expect.objectContaining( {
	ruleId: 'import/no-restricted-paths',
	severity: 2,
} );

// ESLint reads all of its configuration first, which takes a busy machine its time.
const TIMEOUT = 120_000;

it.each( [
	[ 'a screen', 'src/screens/overview/x.tsx', '../orders/useSending' ],
	[ 'a screen from below', 'src/runs/x.ts', '../screens/products/RunCard' ],
	[ 'a neighbour', 'src/orders/x.ts', '../runs/states' ],
	[ 'what is above it', 'src/ui/x.tsx', '../runs/states' ],
	[ 'a type, too', 'src/api/x.ts', '../ui/useAction' ],
	[ 'the app', 'src/contract/rest/x.ts', '../../api/runs' ],
	[ 'the other contract', 'src/contract/rest/x.ts', '../sors/contract' ],
] )(
	'refuses the import of %s',
	async ( _, file, imported ) => {
		expect( await problems( file, imported ) ).toEqual( [ refused ] );
	},
	TIMEOUT
);

it.each( [
	[ 'src/screens/overview/x.tsx', '../../runs/states' ],
	[ 'src/screens/settings/year-change/x.tsx', '../useDraft' ],
	[ 'src/runs/x.ts', '../ui/useAction' ],
] )(
	'lets %s import %s',
	async ( file, imported ) => {
		expect( await problems( file, imported ) ).toEqual( [] );
	},
	TIMEOUT
);
