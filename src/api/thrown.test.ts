import { expect, it } from 'vitest';
import { sayThrown } from './thrown';

it.each( [
	[ { code: 'sors_not_open', message: 'It is sent.' }, /^It is sent\.$/ ],
	[ new Error( 'The run failed.' ), /^The run failed\.$/ ],
	[ { code: 'rest_cookie_invalid_nonce', message: 'No.' }, /load this page/ ],
	[ new Response( '0', { status: 403 } ), /load this page again/ ],
	[ new Response( '', { status: 503 } ), /cannot read\. .*Reload the page/ ],
	[ { code: 'from_a_firewall' }, /cannot read/ ],
] )( 'says in words what is thrown: %o', ( thrown, words ) => {
	expect( sayThrown( thrown ) ).toMatch( words );
} );
