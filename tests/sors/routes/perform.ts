/** Carries an operation out. Whatever it changes is changed when it returns. */
import { round } from '../assortment/numbers';
import { createCustomer } from '../ledger/customers';
import { debtOf } from '../ledger/debt';
import { Refusal } from '../model/refusal';
import type { SorsDatabase } from '../model/types';
import type { Answer } from '../wire/envelope';
import { today } from '../wire/moments';
import { found, one, page, type Scene } from './answers';
import { performOnDocuments } from './documents';
import { imageFields } from './images';
import * as lists from './lists';

function debt( scene: Scene, database: SorsDatabase ): Answer {
	const customer = found(
		database.customers,
		scene.call.inPath.customerId,
		'Kupac'
	);
	const asOf = today( scene.world.now(), scene.contract.wire.timeZone );
	return one( scene, {
		customerId: customer.id,
		...debtOf( database, customer, asOf ),
		currency: 'RSD',
		asOf,
	} );
}

/** As a server that takes a parameter and does not know it. */
function ignoring( scene: Scene ): Scene {
	const query = Object.fromEntries(
		Object.entries( scene.call.query ).filter(
			( [ name ] ) => ! scene.world.settings.ignores.includes( name )
		)
	);
	return { ...scene, call: { ...scene.call, query } };
}

/** @throws {Refusal} */
export function perform( asked: Scene ): Answer {
	const scene = ignoring( asked );
	const { call, world } = scene;
	if ( call.operation === 'listDatabases' ) {
		return page( scene, world.databases(), ( { name, title, year } ) => ( {
			fields: { name, title, year },
		} ) );
	}
	const database = world.database( call.database ?? '' );
	if ( ! database ) {
		throw new Refusal(
			400,
			'UNKNOWN_DATABASE',
			`Baza podataka "${ call.database }" ne postoji.`
		);
	}
	const document = performOnDocuments( scene, database );
	if ( document ) {
		return document;
	}
	switch ( call.operation ) {
		case 'listBusinessUnits':
			return page( scene, database.units, ( unit ) => ( {
				fields: { ...unit },
			} ) );
		case 'listProductGroups':
			return page( scene, database.groups, ( group ) => ( {
				fields: { ...group },
			} ) );
		case 'listProducts': {
			const { rows, priced } = lists.products( database, call.query );
			return page( scene, rows, ( product ) => {
				const {
					images: _images,
					purchasePrice,
					garbled,
					...fields
				} = priced( product );
				return { fields, purchasePrice, garbled };
			} );
		}
		case 'listProductImages': {
			const product = found(
				database.products,
				call.inPath.productId,
				'Artikal'
			);
			return page( scene, product.images, ( image ) => ( {
				fields: imageFields(
					scene.origin,
					database.name,
					product,
					image,
					Object.hasOwn(
						scene.contract.entities.productImage,
						'content'
					)
				),
			} ) );
		}
		case 'listInventory':
			return page(
				scene,
				lists.levels( database, call.query ),
				( { modifiedAt: _modifiedAt, garbled, ...level } ) => ( {
					garbled,
					fields: {
						...level,
						available: round( level.onHand - level.reserved, 4 ),
					},
					purchasePrice: round(
						round( level.priceWithVat * 0.61, 2 ) + 0.0037,
						4
					),
				} )
			);
		case 'listCustomers':
			return page(
				scene,
				lists.customers( database, call.query ),
				( { openingBalance: _balance, ...fields } ) => ( { fields } )
			);
		case 'createCustomer': {
			const { openingBalance: _balance, ...fields } = createCustomer(
				database,
				call.body
			);
			return one( scene, fields, 201 );
		}
		case 'getCustomerDebt':
			return debt( scene, database );
		default:
			throw new Refusal(
				501,
				'NOT_IMPLEMENTED',
				`Operacija ${ call.operation } ne postoji.`
			);
	}
}
