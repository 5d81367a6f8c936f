import { expect, it } from 'vitest';
import { overviewOf } from '../../testing/samples';
import { connectionFigure } from './Charts';

it( 'says when the connection was as it says, since only that is known', () => {
	const { connection } = overviewOf();
	expect( connectionFigure( connection ) ).toEqual( {
		label: expect.stringMatching( /^Connection, Nov 24, 2026/ ),
		value: 'Works, 84 ms',
	} );
	expect(
		connectionFigure( { ...connection, lastTest: null, lastTestAt: null } )
	).toEqual( { label: 'Connection', value: 'Not tested' } );
} );
