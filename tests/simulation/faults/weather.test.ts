import { expect, it } from 'vitest';
import { seeded } from '../../sors/assortment/random';
import { fateAt } from './catalog';
import { inWeather } from './weather';

it( 'lets writes that hang be done at once, later or never, as the seed says', () => {
	const met = ( seed: number ) => {
		const random = seeded( seed );
		return Array.from( { length: 40 }, () =>
			inWeather( 'writes hang', 'createInvoice', random )
		);
	};
	expect( [ ...new Set( met( 1 ) ) ].sort() ).toEqual( [
		'done 45 minutes later',
		'done 5 minutes later',
		'silence, done',
		'silence, not done',
	] );
	expect( met( 1 ) ).toEqual( met( 1 ) );
	expect( met( 1 ) ).not.toEqual( met( 2 ) );
} );

it( 'hangs on every write and on no read', () => {
	const met = ( operation: string ) =>
		inWeather( 'writes hang', operation, seeded( 1 ) );
	for ( const write of [
		...[ 'createReturn', 'createCustomer' ],
		'cancelDocument',
	] ) {
		const name = met( write );
		expect( name && fateAt( name, 0 ) ).toMatchObject( { how: 'silence' } );
	}
	expect( met( 'getDocument' ) ).toBeUndefined();
} );
