/** What tests of documents do and look at, again and again. */
import type {
	EntityName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import type { SorsControl } from '../client';
import type { SorsServer } from '../server';
import type { Fields } from '../wire/entities';
import { wireField } from '../wire/envelope';
import { call } from './caller';

export type Create =
	| 'createInvoice'
	| 'createInvoiceDeliveryNote'
	| 'createReservation'
	| 'createDeliveryNote'
	| 'createReturn';

export async function create(
	server: SorsServer,
	operation: Create,
	body: Fields
) {
	return call( server, operation, { body } );
}

/** Of an item in the first unit of Demo2; nothing known is 0. */
export async function stockOf( control: SorsControl, code: string ) {
	const state = await control.state( { database: 'Demo2', codes: [ code ] } );
	const level = state.databases.Demo2?.stock?.[ code ]?.[ '01' ];
	return { onHand: level?.onHand ?? 0, reserved: level?.reserved ?? 0 };
}

/** `total: TOTAL`, the field by our name, as an answer has it. */
export function refusalOnWire(
	contract: SorsContract,
	entity: EntityName,
	refusal: string
): string {
	const [ field = '', code ] = refusal.split( ': ' );
	return `${ wireField( contract, entity, field ) }: ${ code }`;
}
