/** Changes of everything but items: groups, units, customers, documents, databases. */
import { cancelDocument } from '../ledger/documents';
import { effectFrom, move } from '../ledger/movements';
import type { Customer, SorsDatabase, SorsDocument } from '../model/types';
import type { World } from '../model/world';
import type { Acts, Change, Do } from './changes';
import { ControlError, theseOf } from './error';
import { groupAt } from './groups';
import { ITEM_CHANGES, unitOf } from './items';

const documentOf = ( database: SorsDatabase, number: string ): SorsDocument =>
	theseOf( database, 'documents', 'number', number, 'document' )[ 0 ]!;

const customerOf = ( database: SorsDatabase, code: string ): Customer =>
	theseOf( database, 'customers', 'code', code, 'customer' )[ 0 ]!;

function setGroup( database: SorsDatabase, change: Do< 'setGroup' > ): void {
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
	{ name, title, year, from }: Do< 'addDatabase' >
): void {
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

const CHANGES: Acts< Change[ 'do' ] > = {
	...ITEM_CHANGES,
	cancelDocument( database, { number }, moment ) {
		cancelDocument( database, documentOf( database, number ), moment );
	},
	removeDocument( database, { number } ) {
		const gone = documentOf( database, number );
		database.documents = database.documents.filter(
			( document ) => document !== gone
		);
	},
	setDocument( database, { number, set } ) {
		const { lines = [], ...head } = set;
		const document = documentOf( database, number );
		Object.assign( document, head );
		document.lines.forEach( ( line, at ) =>
			Object.assign( line, lines[ at ] )
		);
	},
	followDocument( database, change, moment ) {
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
	},
	garbleDocument( database, { number, set } ) {
		documentOf( database, number ).garbled = set;
	},
	setGroup,
	setUnit( database, { code, name, active } ) {
		if ( ! database.units.some( ( each ) => each.code === code ) ) {
			const id = String( database.nextId++ );
			database.units.push( { id, code, name: code, active: true } );
		}
		Object.assign(
			unitOf( database, code ),
			name === undefined ? {} : { name },
			active === undefined ? {} : { active }
		);
	},
	addCustomer( database, { customer } ) {
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
			...customer,
		} );
	},
	setCustomer( database, { code, set } ) {
		Object.assign( customerOf( database, code ), set );
	},
	removeCustomer( database, { code } ) {
		const gone = customerOf( database, code );
		database.customers = database.customers.filter(
			( customer ) => customer !== gone
		);
	},
	addDatabase: ( _database, change, _moment, world ) =>
		addDatabase( world, change ),
};

/** @throws {ControlError} Changes before the one that failed are done. */
export function applyChange(
	world: World,
	database: SorsDatabase,
	change: Change
): void {
	CHANGES[ change.do ]( database, change as never, world.moment(), world );
}
