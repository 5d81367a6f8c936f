/**
 * The shape of contract/sors-api.json, format version 1.
 *
 * The left-hand names (operations, parameters, entities, fields, values) are
 * ours and fixed here, so a misspelt one fails at once instead of quietly
 * turning a feature off. The right-hand names are the API's and may be anything.
 */
import { z } from 'zod';
import {
	ENTITY_FIELDS,
	ENTITY_NAMES,
	ENUM_VALUES,
	OPERATION_NAMES,
	QUERY_NAMES,
} from './names';

const status = z.enum( [ 'known', 'concept', 'assumed' ] );
/** A field on the wire; dots lead into nested objects. */
const wirePath = z.string().regex( /^[^.\s]+(\.[^.\s]+)*$/ );
const wireName = z.string().regex( /^\S+$/ );
const scalar = z.union( [ z.string(), z.number(), z.boolean() ] );

/**
 * Made of yyyy MM dd HH mm ss. Another letter but T would be copied as it
 * stands, where its author meant a part of the date, and make every date wrong.
 */
const pattern = z
	.string()
	.refine(
		( text ) =>
			/yyyy/.test( text ) &&
			! /[A-SU-Za-z]/.test( text.replace( /yyyy|MM|dd|HH|mm|ss/g, '' ) ),
		'must be made of yyyy MM dd HH mm ss'
	);

function named< const Name extends string, Value extends z.ZodType >(
	names: readonly Name[],
	value: Value
) {
	return z.partialRecord( z.enum( names ), value );
}

/** A part that is null or left out does not exist on the wire. */
const envelope = z.strictObject( {
	success: wirePath.nullish(),
	code: wirePath.nullish(),
	message: wirePath.nullish(),
	errors: wirePath.nullish(),
	data: wirePath,
	total: wirePath.nullish(),
	error: z
		.strictObject( {
			field: wirePath.nullish(),
			code: wirePath.nullish(),
			message: wirePath.nullish(),
		} )
		.optional(),
	status: status.optional(),
} );

const operation = z.strictObject( {
	method: z.enum( [ 'GET', 'POST', 'PUT', 'DELETE' ] ),
	path: z.string().regex( /^\/\S*$/ ),
	database: z.boolean().optional(),
	query: named( QUERY_NAMES, wireName ).optional(),
	body: z.enum( ENTITY_NAMES ).optional(),
	returns: z.string(),
	paged: z.boolean().optional(),
	optional: z.boolean().optional(),
	constants: z
		.strictObject( {
			query: z.record( wireName, scalar ).optional(),
			body: z.record( wirePath, scalar ).optional(),
		} )
		.optional(),
	/** Where the one envelope of all has the records of this operation, and their number. */
	envelope: z
		.strictObject( {
			data: wirePath.optional(),
			total: wirePath.optional(),
		} )
		.optional(),
	status: status.optional(),
} );

const type = z
	.string()
	.regex(
		/^(string|id|integer|decimal|boolean|date|dateTime|base64|enum:\w+|\w+\[\])$/
	);

export const contractShape = z.strictObject( {
	formatVersion: z.literal( 1 ),
	source: z.record( z.string(), z.string() ).optional(),
	format: z.record( z.string(), z.string() ).optional(),
	baseUrl: z.url(),
	auth: z.strictObject( {
		header: wireName,
		prefix: z.string(),
		status: status.optional(),
	} ),
	database: z.strictObject( {
		in: z.enum( [ 'query', 'header', 'path' ] ),
		name: wireName,
		status: status.optional(),
	} ),
	paging: z.strictObject( {
		style: z.enum( [ 'page', 'offset', 'none' ] ),
		page: wireName.nullish(),
		size: wireName.nullish(),
		firstPage: z.int().min( 0 ).nullish(),
		maxSize: z.int().min( 1 ).nullish(),
		status: status.optional(),
	} ),
	wire: z.strictObject( {
		decimals: z.enum( [ 'number', 'string', 'commaString' ] ),
		dates: pattern,
		dateTimes: z.union( [ z.literal( 'iso8601' ), pattern ] ),
		timeZone: z.string().min( 1 ),
		ids: z.enum( [ 'string', 'integer' ] ),
		status: status.optional(),
	} ),
	envelope,
	operations: named( OPERATION_NAMES, operation ),
	entities: z.strictObject( {
		database: named( ENTITY_FIELDS.database, wirePath ),
		businessUnit: named( ENTITY_FIELDS.businessUnit, wirePath ),
		productGroup: named( ENTITY_FIELDS.productGroup, wirePath ),
		product: named( ENTITY_FIELDS.product, wirePath ),
		productImage: named( ENTITY_FIELDS.productImage, wirePath ),
		stockLevel: named( ENTITY_FIELDS.stockLevel, wirePath ),
		customer: named( ENTITY_FIELDS.customer, wirePath ),
		debt: named( ENTITY_FIELDS.debt, wirePath ),
		document: named( ENTITY_FIELDS.document, wirePath ),
		documentLine: named( ENTITY_FIELDS.documentLine, wirePath ),
	} ),
	types: named( ENTITY_NAMES, z.record( z.string(), type ) ),
	readOnly: named( ENTITY_NAMES, z.array( z.string() ) ),
	values: z.strictObject( {
		itemType: named( ENUM_VALUES.itemType, scalar ),
		customerType: named( ENUM_VALUES.customerType, scalar ),
		documentKind: named( ENUM_VALUES.documentKind, scalar ),
		documentStatus: named( ENUM_VALUES.documentStatus, scalar ),
		paymentMethod: named( ENUM_VALUES.paymentMethod, scalar ),
	} ),
} );

export type ContractShape = z.infer< typeof contractShape >;
