import { expect, test } from 'vitest';
import { wpConfig } from './wp-config';

test( 'a test site ends at once where any web server but PHP’s own asks for it', () => {
	const [ first ] = wpConfig( { cron: false } )
		.split( '\n' )
		.filter( ( line ) => ! /^(<\?php|\/\/.*|)$/.test( line ) );
	expect( first ).toBe(
		"in_array( PHP_SAPI, array( 'cli', 'cli-server' ), true ) || exit;"
	);
} );
