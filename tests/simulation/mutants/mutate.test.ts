import { expect, it } from 'vitest';
import { replaced } from './mutate';

const code = Buffer.from( 'if ( $ž < 1 && $b ) {}' );

it( 'replaces by bytes, whatever the order', () => {
	const one = { at: code.indexOf( '<' ), length: 1, to: '<=' };
	const two = { at: code.indexOf( '&&' ), length: 2, to: '||' };
	for ( const order of [
		[ one, two ],
		[ two, one ],
	] ) {
		expect( replaced( code, order ).toString() ).toBe(
			'if ( $ž <= 1 || $b ) {}'
		);
	}
} );

it( 'leaves code without replacements as it is', () => {
	expect( replaced( code, [] ) ).toEqual( code );
} );
