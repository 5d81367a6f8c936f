import { expect, it } from 'vitest';
import { orderFields } from './order-fields';

const attention = ( needing: number ) => {
	const state = orderFields( needing ).find( ( { id } ) => id === 'state' );
	return (
		Array.isArray( state?.elements ) &&
		state.elements.find( ( { value } ) => value === 'attention' )?.label
	);
};

it( 'says how many orders need attention, where there are any', () => {
	expect( attention( 2 ) ).toBe( 'Needs attention (2)' );
	expect( attention( 0 ) ).toBe( 'Needs attention' );
} );
