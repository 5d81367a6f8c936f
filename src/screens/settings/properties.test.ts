import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { settingsDefaults } from '../../contract/rest/settings';
import { patched } from '../../api/patched';
import { difference, withEntry } from './useDraft';

const settings = fc
	.record(
		{
			exportOrders: fc.boolean(),
			exportStatuses: fc.uniqueArray( fc.string() ),
			paymentMethodMap: fc.dictionary(
				fc.string(),
				fc.constantFrom( 'cash', 'card' )
			),
			safetyLimitPercent: fc.integer( { min: 1, max: 100 } ),
		},
		{ requiredKeys: [] }
	)
	.map( ( parts ) => ( { ...settingsDefaults, ...parts } ) );

it( 'what is sent makes the draft of what is stored, and is nothing where they are alike', () => {
	fc.assert(
		fc.property( settings, settings, ( stored, draft ) => {
			expect( patched( stored, difference( stored, draft ) ) ).toEqual(
				draft
			);
			expect( difference( draft, structuredClone( draft ) ) ).toEqual(
				{}
			);
		} )
	);
} );

it( 'an entry that is put into a map is there, all others are as they were, and taken out it is gone', () => {
	fc.assert(
		fc.property(
			fc.dictionary( fc.string(), fc.nat(), { noNullPrototype: true } ),
			fc.string(),
			fc.nat(),
			( map, key, value ) => {
				const { [ key ]: before, ...others } = map;
				void before;
				const there = withEntry( map, key, value );
				expect( there ).toEqual( { ...others, [ key ]: value } );
				expect( withEntry( there, key, undefined ) ).toEqual( others );
			}
		)
	);
} );
