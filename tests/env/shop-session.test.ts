import { describe, expect, it } from 'vitest';
import { readable } from './shop-session';

describe( 'what an answer says', () => {
	it( 'is the text of an error page, without its style', () => {
		expect(
			readable(
				'<!DOCTYPE html><html>\n<head><title>Error</title><style>p { color: red }</style></head>\n<body><p>The database\n<b>is locked</b>.</p><script>a < b</script></body></html>'
			)
		).toBe( 'The database is locked .' );
	} );

	it( 'is JSON as it is', () => {
		expect( readable( '{"code":"no"}' ) ).toBe( '{"code":"no"}' );
	} );
} );
