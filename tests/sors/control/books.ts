/** Changes of everything but items: groups, units, customers, documents, databases. */
import { cancelDocument } from '../ledger/documents';
import { effectFrom, move, type Moment } from '../ledger/movements';
import type { Customer, SorsDatabase, SorsDocument } from '../model/types';
import type { World } from '../model/world';
import type { Change } from './changes';
import { ControlError, theseOf } from './error';
import { groupAt } from './groups';
import { changeItems, unitOf } from './items';

const documentOf = ( database: SorsDatabase, number: string ): SorsDocument =>
	theseOf( database, 'documents', 'number', number, 'document' )[ 0 ]!;

const customerOf = ( database: SorsDatabase, code: string ): Customer =>
	theseOf( database, 'customers', 'code', code, 'customer' )[ 0 ]!;

function setGroup(
	database: SorsDatabase,
	change: Extract< Change, { do: 'setGroup' } >
): void {
	const id = groupAt( database, change.path );
	const group = database.groups.find( ( each ) => each.id === id );
	if ( group ) {
		group.name = change.name ?? group.name;
		group.parentId =
			change.parent === undefined
				? group.parentId
				: groupAt( database, change.parent );
	}
}

function addDatabase(
	world: World,
	change: Extract< Change, { do: 'addDatabase' } >
): void {
	const { name, title, year, from } = change;
	const plan = world.addDatabase(
		name,
		title || name,
		year,
		world.options.seed
	);
	const source = from === undefined ? null : world.database( from );
	if ( source ) {
		world.carryOver( source, plan, true );
	} else if ( from !== undefined ) {
		throw new ControlError( `There is no database "${ from }".` );
	}
}

function changeDocuments(
	database: SorsDatabase,
	change: Change,
	moment: Moment
): boolean {
	switch ( change.do ) {
		case 'cancelDocument':
			cancelDocument(
				database,
				documentOf( database, change.number ),
				moment
			);
			return true;
		case 'removeDocument': {
			const gone = documentOf( database, change.number );
			database.documents = database.documents.filter(
				( document ) => document !== gone
			);
			return true;
		}
		case 'setDocument': {
			const { lines = [], ...head } = change.set;
			const document = documentOf( database, change.number );
			Object.assign( document, head );
			document.lines.forEach( ( line, at ) =>
				Object.assign( line, lines[ at ] )
			);
			return true;
		}
		case 'followDocument': {
			const source = documentOf( database, change.number );
			const made = {
				...structuredClone( source ),
				id: String( database.nextId++ ),
				number: change.as,
				kind: change.kind,
				externalReference: change.externalReference,
				sourceDocumentId: source.id,
				effect: effectFrom( source.kind, change.kind ),
				createdAt: moment.now,
			};
			database.documents.push( made );
			move( database, made, 1, moment );
			return true;
		}
		case 'garbleDocument':
			documentOf( database, change.number ).garbled = change.set;
			return true;
		default:
			return false;
	}
}

/** @throws {ControlError} Changes before the one that failed are done. */
export function applyChange(
	world: World,
	database: SorsDatabase,
	change: Change
): void {
	const moment = world.moment();
	if (
		changeItems( database, change, moment.now ) ||
		changeDocuments( database, change, moment )
	) {
		return;
	}
	switch ( change.do ) {
		case 'setGroup':
			return setGroup( database, change );
		case 'setUnit': {
			const unit = database.units.find(
				( each ) => each.code === change.code
			);
			if ( ! unit ) {
				database.units.push( {
					id: String( database.nextId++ ),
					code: change.code,
					name: change.code,
					active: true,
				} );
			}
			const { name, active } = change;
			Object.assign(
				unitOf( database, change.code ),
				name === undefined ? {} : { name },
				active === undefined ? {} : { active }
			);
			return;
		}
		case 'addCustomer':
			database.customers.push( {
				id: String( database.nextId++ ),
				taxId: null,
				registrationNumber: null,
				jbkjs: null,
				email: null,
				phone: null,
				address: null,
				postalCode: null,
				city: null,
				country: 'RS',
				discountPercent: 0,
				openingBalance: 0,
				...change.customer,
			} );
			return;
		case 'setCustomer':
			Object.assign( customerOf( database, change.code ), change.set );
			return;
		case 'removeCustomer': {
			const gone = customerOf( database, change.code );
			database.customers = database.customers.filter(
				( customer ) => customer !== gone
			);
			return;
		}
		case 'addDatabase':
			return addDatabase( world, change );
	}
}
