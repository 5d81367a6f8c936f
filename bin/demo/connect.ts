import {
	businessUnitsResponse,
	connectionTestResponse,
} from '../../src/contract/rest/connection';
import { Problem } from '../../tests/env/run/problem';
import type { ShopSession } from '../../tests/env/shop-session';
import type { RunningSors } from '../../tests/env/sors';

export const demoDatabase = 'Demo2';

/** Codes of the demo's own services: what shipping, fees and rounding are in SORS. */
export const charges = {
	shippingItemCode: 'USL-DOSTAVA',
	feeItemCode: 'USL-NAKNADA',
};

/** What a shop owner does on the Connect screen: key, test, database, units, the rest. */
export async function connect(
	shop: ShopSession,
	sors: RunningSors
): Promise< { unit: string } > {
	// The demo is a local site: it sends nothing before this is said.
	await shop.rest( 'POST', 'sors/v1/store-identity', { as: 'moved' } );
	await shop.rest( 'PUT', 'sors/v1/settings/api-key', { apiKey: sors.key } );
	const test = connectionTestResponse.parse(
		await shop.rest( 'POST', 'sors/v1/connection/test', {
			database: demoDatabase,
		} )
	);
	if ( ! test.ok ) {
		throw new Problem(
			`The plugin could not connect to SORS: ${ test.problem?.message }`
		);
	}
	// Units are listed per database, so that one is chosen first.
	await shop.rest( 'PUT', 'sors/v1/settings', { database: demoDatabase } );
	const units = businessUnitsResponse.parse(
		await shop.rest( 'GET', 'sors/v1/business-units' )
	);
	const unit = units.items.find( ( { active } ) => active );
	if ( ! unit ) {
		throw new Problem( 'SORS named no active business unit.' );
	}
	await shop.rest( 'PUT', 'sors/v1/settings', {
		businessUnitIds: [ unit.id ],
		priceBusinessUnitId: unit.id,
		documentBusinessUnitId: unit.id,
		documentKind: 'reservation',
		exportOrders: true,
		sendToTestDatabase: true,
		newProductStatus: 'publish',
		...charges,
	} );
	return { unit: unit.code ?? '' };
}
