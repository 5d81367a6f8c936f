import { expect, it } from 'vitest';
import { siteStages } from './site-stages';
import { staticStages } from './static-stages';

it( 'brings Git for what asks it: the zip, and the unit tests', () => {
	expect(
		[ ...staticStages, ...siteStages ]
			.filter( ( { needs } ) => needs.includes( 'git' ) )
			.map( ( { id } ) => id )
	).toEqual( [ 'vitest', 'package', 'reproducible' ] );
} );
