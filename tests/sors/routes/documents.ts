/** Operations on documents. */
import { cancelDocument, createDocument } from '../ledger/documents';
import { Refusal } from '../model/refusal';
import type { DocumentKind, SorsDatabase, SorsDocument } from '../model/types';
import type { Fields } from '../wire/entities';
import type { Answer } from '../wire/envelope';
import { today } from '../wire/moments';
import { found, one, page, type Scene } from './answers';
import * as lists from './lists';
import type { Call } from './request';

const KINDS: Partial< Record< Call[ 'operation' ], DocumentKind > > = {
	createInvoice: 'invoice',
	createInvoiceDeliveryNote: 'invoiceDeliveryNote',
	createReservation: 'reservation',
	createDeliveryNote: 'deliveryNote',
	createReturn: 'return',
};

/** The records' own fields, without what the server keeps for itself. */
function documentFields( document: SorsDocument ): Fields {
	const {
		effect: _effect,
		createdAt: _createdAt,
		discounted: _discounted,
		garbled: _garbled,
		lines: rows,
		...fields
	} = document;
	return { ...fields, lines: rows.map( ( line ) => ( { ...line } ) ) };
}

function create(
	scene: Scene,
	database: SorsDatabase,
	kind: DocumentKind
): Answer {
	const { contract, world } = scene;
	const moment = world.moment();
	const document = createDocument(
		{
			...moment,
			database,
			today: today( moment.now, contract.wire.timeZone ),
			discountsAgain: world.settings.discountsAgain,
			has: ( entity, field ) =>
				Object.hasOwn( contract.entities[ entity ], field ),
		},
		kind,
		scene.call.body
	);
	return one( scene, documentFields( document ), 201 );
}

/**
 * Null where the operation is not about documents.
 * @throws {Refusal}
 */
export function performOnDocuments(
	scene: Scene,
	database: SorsDatabase
): Answer | null {
	const { call } = scene;
	const kind = KINDS[ call.operation ];
	if ( kind ) {
		return create( scene, database, kind );
	}
	const list = () =>
		page(
			scene,
			lists.documents( database, call.query ),
			( document ) => ( {
				fields: documentFields( document ),
				garbled: document.garbled,
			} )
		);
	const named = () =>
		found( database.documents, call.inPath.documentId, 'Dokument' );
	switch ( call.operation ) {
		case 'findDocuments':
			if (
				typeof call.query.externalReference !== 'string' &&
				! scene.world.settings.ignores.includes( 'externalReference' )
			) {
				throw new Refusal(
					400,
					'REQUIRED',
					'Navedite po čemu se dokument traži.'
				);
			}
			return list();
		case 'listDocuments':
			return list();
		case 'getDocument':
			return one( scene, documentFields( named() ) );
		case 'cancelDocument': {
			const document = named();
			cancelDocument( database, document, scene.world.moment() );
			return one( scene, documentFields( document ) );
		}
		default:
			return null;
	}
}
