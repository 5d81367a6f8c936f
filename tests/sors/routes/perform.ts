/** Carries an operation out. Whatever it changes is changed when it returns. */
import type { EntityName, Operation, SorsContract } from '../../../src/contract/sors-contract';
import { createCustomer } from '../ledger/customers';
import { debtOf } from '../ledger/debt';
import { cancelDocument, createDocument } from '../ledger/documents';
import { Refusal } from '../model/refusal';
import type { DocumentKind, SorsDatabase, SorsDocument } from '../model/types';
import type { World } from '../model/world';
import type { Answer } from '../wire/envelope';
import type { Fields } from '../wire/entities';
import { round } from '../assortment/numbers';
import { today } from '../wire/moments';
import { writeCursor } from '../wire/paging';
import { writeRow } from '../wire/rows';
import { imageFields } from './images';
import * as lists from './lists';
import type { Call } from './request';

export interface Scene {
	contract: SorsContract;
	world: World;
	call: Call;
	operation: Operation;
	/** Where image addresses begin, e.g. `http://127.0.0.1:8080`. */
	origin: string;
}

interface Row {
	fields: Fields;
	purchasePrice?: number;
}

const KINDS: Partial< Record< Call[ 'operation' ], DocumentKind > > = {
	createInvoice: 'invoice',
	createInvoiceDeliveryNote: 'invoiceDeliveryNote',
	createReservation: 'reservation',
	createDeliveryNote: 'deliveryNote',
	createReturn: 'return',
};

function found< Thing extends { id: string } >( things: readonly Thing[], id: string | undefined, what: string ): Thing {
	const thing = things.find( ( each ) => each.id === id );
	if ( ! thing ) {
		throw new Refusal( 404, 'NOT_FOUND', `${ what } "${ id }" ne postoji.` );
	}
	return thing;
}

/** The records' own fields, without what the server keeps for itself. */
function documentFields( document: SorsDocument ): Fields {
	const { effect: _effect, createdAt: _createdAt, lines: rows, ...fields } = document;
	return { ...fields, lines: rows.map( ( line ) => ( { ...line } ) ) };
}

function page< Thing >( scene: Scene, things: readonly Thing[], toRow: ( thing: Thing, at: number ) => Row ): Answer {
	const { contract, call, operation, world } = scene;
	const { from, size } = call.slice;
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	const end = Math.min( things.length, from + size );
	const paged = operation.paged === true && contract.paging.style !== 'none';
	const more = end < things.length ? writeCursor( end ) : null;
	return {
		status: 200,
		success: true,
		data: things.slice( from, end ).map( ( thing, at ) => {
			const { fields, purchasePrice } = toRow( thing, from + at );
			return writeRow( contract, entity, fields, world.settings.sloppy, from + at, purchasePrice );
		} ),
		total: paged ? things.length : undefined,
		next: paged && contract.paging.style === 'cursor' ? more : undefined,
	};
}

function one( scene: Scene, fields: Fields, status = 200 ): Answer {
	const entity = scene.operation.returns as EntityName;
	return { status, success: true, data: writeRow( scene.contract, entity, fields, scene.world.settings.sloppy ) };
}

function create( scene: Scene, database: SorsDatabase, kind: DocumentKind ): Answer {
	const { contract, world } = scene;
	const now = world.now();
	const document = createDocument(
		{
			database,
			now,
			today: today( now, contract.wire.timeZone ),
			invoiceLowersStock: world.settings.invoiceLowersStock,
			has: ( entity, field ) => Object.hasOwn( contract.entities[ entity ], field ),
		},
		kind,
		scene.call.body
	);
	return one( scene, documentFields( document ), 201 );
}

function debt( scene: Scene, database: SorsDatabase ): Answer {
	const customer = found( database.customers, scene.call.inPath.customerId, 'Kupac' );
	const asOf = today( scene.world.now(), scene.contract.wire.timeZone );
	return one( scene, { customerId: customer.id, ...debtOf( database, customer, asOf ), currency: 'RSD', asOf } );
}

/** @throws {Refusal} */
export function perform( scene: Scene ): Answer {
	const { call, world } = scene;
	if ( call.operation === 'listDatabases' ) {
		return page( scene, world.databases(), ( { name, title, year } ) => ( { fields: { name, title, year } } ) );
	}
	const database = world.database( call.database ?? '' );
	if ( ! database ) {
		throw new Refusal( 400, 'UNKNOWN_DATABASE', `Baza podataka "${ call.database }" ne postoji.` );
	}
	const kind = KINDS[ call.operation ];
	if ( kind ) {
		return create( scene, database, kind );
	}
	switch ( call.operation ) {
		case 'listBusinessUnits':
			return page( scene, database.units, ( unit ) => ( { fields: { ...unit } } ) );
		case 'listProductGroups':
			return page( scene, database.groups, ( group ) => ( { fields: { ...group } } ) );
		case 'listProducts': {
			const { rows, priced } = lists.products( database, call.query );
			return page( scene, rows, ( product ) => {
				const { images: _images, purchasePrice, ...fields } = priced( product );
				return { fields, purchasePrice };
			} );
		}
		case 'listProductImages': {
			const product = found( database.products, call.inPath.productId, 'Artikal' );
			return page( scene, product.images, ( image ) => ( { fields: imageFields( scene.origin, database.name, product, image ) } ) );
		}
		case 'listInventory':
			return page( scene, lists.levels( database, call.query ), ( { modifiedAt: _modifiedAt, ...level } ) => ( {
				fields: { ...level, available: round( level.onHand - level.reserved, 4 ) },
				purchasePrice: round( round( level.priceWithVat * 0.61, 2 ) + 0.0037, 4 ),
			} ) );
		case 'listCustomers':
			return page( scene, lists.customers( database, call.query ), ( { openingBalance: _balance, ...fields } ) => ( { fields } ) );
		case 'createCustomer': {
			const { openingBalance: _balance, ...fields } = createCustomer( database, call.body );
			return one( scene, fields, 201 );
		}
		case 'getCustomerDebt':
			return debt( scene, database );
		case 'findDocuments':
			if ( typeof call.query.externalReference !== 'string' ) {
				throw new Refusal( 400, 'REQUIRED', 'Navedite po čemu se dokument traži.' );
			}
			return page( scene, lists.documents( database, call.query ), ( document ) => ( { fields: documentFields( document ) } ) );
		case 'listDocuments':
			return page( scene, lists.documents( database, call.query ), ( document ) => ( { fields: documentFields( document ) } ) );
		case 'getDocument':
			return one( scene, documentFields( found( database.documents, call.inPath.documentId, 'Dokument' ) ) );
		case 'cancelDocument': {
			const document = found( database.documents, call.inPath.documentId, 'Dokument' );
			cancelDocument( database, document, world.now() );
			return one( scene, documentFields( document ) );
		}
		default:
			throw new Refusal( 501, 'NOT_IMPLEMENTED', `Operacija ${ call.operation } ne postoji.` );
	}
}
