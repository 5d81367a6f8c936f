import { NEXT_DATABASE, openNewYear } from '../e2e/site/shop';
import type { Journey } from './journey';
import { BEFORE_THE_MOVE, FORMER_YEAR } from './stations';

/** SORS opens a new year, not all of it as it was; the owner looks at a preview, moves, and says what became of the reservations. */
export async function changeYear( {
	office,
	sors,
	owner,
	say,
	see,
	visits,
}: Journey ): Promise< void > {
	await openNewYear( sors );
	await sors.patch(
		[
			{ do: 'removeItem', code: 'G000007' },
			{ do: 'setPrice', code: 'G000008', priceWithVat: 777 },
			{
				do: 'setItem',
				code: 'G000009',
				set: { name: 'Под новим именом' },
			},
		],
		NEXT_DATABASE
	);
	await owner.open( 'settings' );
	await office
		.getByRole( 'button', {
			name: say( 'Preview: %s' ).replace( '%s', say( 'Catalogue' ) ),
		} )
		.click();
	await office
		.locator( '.sors-result__message', { hasText: NEXT_DATABASE } )
		.waitFor( { timeout: 300_000 } );
	await see( 'year-preview' );
	await visits.make( BEFORE_THE_MOVE );

	await owner.open( 'settings' );
	await office
		.getByRole( 'button', {
			name: say( 'Move to %s' ).replace( '%s', NEXT_DATABASE ),
		} )
		.click();
	await owner.button( 'Yes, they were carried over' ).waitFor();
	await see( 'year-moved' );
	await visits.make( FORMER_YEAR );
	await owner.open( 'settings' );
	await owner.press( 'Yes, they were carried over' );
	await owner.button( 'No, they were not' ).waitFor();
	await see( 'year-carried-over' );
}
