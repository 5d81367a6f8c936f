/** npx tsx tests/contract-variants/second-contract.ts [variant] > file. Without a name: the second contract. */
import { isVariant, variant, VARIANTS } from './variants';

const name = process.argv[ 2 ] ?? 'second';

if ( isVariant( name ) ) {
	process.stdout.write(
		`${ JSON.stringify( variant( name ), null, '\t' ) }\n`
	);
} else {
	process.stderr.write(
		`There is no variant "${ name }", only ${ Object.keys( VARIANTS ).join( ', ' ) }.\n`
	);
	process.exitCode = 1;
}
