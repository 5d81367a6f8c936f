import { expect, it } from 'vitest';
import { likeness } from './similar';

it.each( [
	[ 'priceWithVat', 'CenaSaPDV', 1 ],
	[ 'gtin', 'bar_kod', 1 ],
	[ 'taxId', 'pib', 1 ],
	[ 'businessUnitId', 'poslovnaJedinica', 0.8 ],
	[ 'name', 'manufacturer', 0 ],
] )( 'takes %s and %s for alike by %d', ( one, other, score ) => {
	expect( likeness( one, other ) ).toBeCloseTo( score );
} );
