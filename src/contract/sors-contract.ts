/**
 * The shape of contract/sors-api.json, format version 1.
 *
 * The left-hand names (operations, parameters, entities, fields, values) are
 * ours and fixed here, so a misspelt one fails at once instead of quietly
 * turning a feature off. The right-hand names are the API's and may be anything.
 */
import { z } from 'zod';

const status = z.enum( [ 'known', 'concept', 'assumed' ] );
/** A field on the wire; dots lead into nested objects. */
const wirePath = z.string().regex( /^[^.\s]+(\.[^.\s]+)*$/ );
const wireName = z.string().regex( /^\S+$/ );
const scalar = z.union( [ z.string(), z.number(), z.boolean() ] );

function named< const Name extends string, Value extends z.ZodType >(
	names: readonly Name[],
	value: Value
) {
	return z.partialRecord( z.enum( names ), value );
}

export const ENTITY_FIELDS = {
	database: [ 'name', 'title', 'year' ],
	businessUnit: [ 'id', 'code', 'name', 'active' ],
	productGroup: [ 'id', 'name', 'parentId' ],
	// prettier-ignore
	product: [ 'id', 'code', 'name', 'itemType', 'unit', 'gtin', 'groupId', 'secondGroupId', 'description',
		'vatRate', 'priceWithoutVat', 'priceWithVat', 'active', 'modifiedAt' ],
	productImage: [ 'id', 'ordinal', 'contentType', 'url', 'content' ],
	// prettier-ignore
	stockLevel: [ 'productId', 'productCode', 'businessUnitId', 'onHand', 'reserved', 'available',
		'priceWithoutVat', 'priceWithVat' ],
	// prettier-ignore
	customer: [ 'id', 'code', 'type', 'name', 'taxId', 'registrationNumber', 'email', 'phone', 'address',
		'postalCode', 'city', 'country', 'discountPercent' ],
	debt: [ 'customerId', 'balance', 'overdue', 'currency', 'asOf' ],
	// prettier-ignore
	document: [ 'id', 'number', 'kind', 'businessUnitId', 'customerId', 'date', 'dueDate', 'externalReference',
		'paymentMethod', 'currency', 'pricesIncludeVat', 'paidAmount', 'paidAt', 'buyerName', 'buyerEmail',
		'buyerPhone', 'deliveryAddress', 'deliveryPostalCode', 'deliveryCity', 'deliveryCountry', 'note',
		'sourceDocumentId', 'lines', 'total', 'status' ],
	// prettier-ignore
	documentLine: [ 'productId', 'productCode', 'name', 'quantity', 'unit', 'unitPrice', 'discountPercent',
		'vatRate', 'lineTotal' ],
} as const;

export const ENUM_VALUES = {
	itemType: [ 'goods', 'service', 'consignment', 'material', 'product' ],
	// prettier-ignore
	customerType: [ 'individual', 'company', 'foreignCompany', 'soleTrader', 'publicBody' ],
	// prettier-ignore
	documentKind: [ 'invoice', 'invoiceDeliveryNote', 'reservation', 'deliveryNote', 'return' ],
	documentStatus: [ 'open', 'cancelled' ],
	// prettier-ignore
	paymentMethod: [ 'cashOnDelivery', 'bankTransfer', 'card', 'cash', 'cheque', 'other' ],
} as const;

/** What each operation takes in its path and query, and answers. Only `optional` ones may be absent. */
// prettier-ignore
export const OPERATIONS = {
	listDatabases: { inPath: null, query: [], returns: 'database[]', optional: true },
	listBusinessUnits: { inPath: null, query: [], returns: 'businessUnit[]', optional: false },
	listProductGroups: { inPath: null, query: [], returns: 'productGroup[]', optional: false },
	listProducts: { inPath: null, query: [ 'businessUnitId', 'modifiedSince' ], returns: 'product[]', optional: false },
	listProductImages: { inPath: 'productId', query: [], returns: 'productImage[]', optional: false },
	listInventory: { inPath: null, query: [ 'businessUnitId', 'modifiedSince' ], returns: 'stockLevel[]', optional: false },
	listCustomers: { inPath: null, query: [ 'taxId', 'email', 'code', 'search' ], returns: 'customer[]', optional: false },
	createCustomer: { inPath: null, query: [], returns: 'customer', optional: false },
	getCustomerDebt: { inPath: 'customerId', query: [], returns: 'debt', optional: false },
	createInvoice: { inPath: null, query: [], returns: 'document', optional: false },
	createInvoiceDeliveryNote: { inPath: null, query: [], returns: 'document', optional: false },
	createReservation: { inPath: null, query: [], returns: 'document', optional: false },
	createDeliveryNote: { inPath: null, query: [], returns: 'document', optional: false },
	createReturn: { inPath: null, query: [], returns: 'document', optional: false },
	findDocuments: { inPath: null, query: [ 'externalReference' ], returns: 'document[]', optional: true },
	getDocument: { inPath: 'documentId', query: [], returns: 'document', optional: true },
	listDocuments: { inPath: null, query: [ 'from', 'to' ], returns: 'document[]', optional: true },
	cancelDocument: { inPath: 'documentId', query: [], returns: 'document', optional: true },
} as const;

export type EntityName = keyof typeof ENTITY_FIELDS;
export type EnumName = keyof typeof ENUM_VALUES;
export type OperationName = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys( OPERATIONS ) as OperationName[];
export const ENTITY_NAMES = Object.keys( ENTITY_FIELDS ) as EntityName[];
const QUERY_NAMES = [
	...new Set( Object.values( OPERATIONS ).flatMap( ( o ) => o.query ) ),
];
export type QueryName = ( typeof QUERY_NAMES )[ number ];

/** A part that is null or left out does not exist on the wire; `data` null means that the answer is the data. */
const envelope = z.strictObject( {
	success: wirePath.nullish(),
	code: wirePath.nullish(),
	message: wirePath.nullish(),
	errors: wirePath.nullish(),
	data: wirePath.nullish(),
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
	method: z.enum( [ 'GET', 'POST', 'PUT', 'PATCH', 'DELETE' ] ),
	path: z.string().regex( /^\/\S*$/ ),
	database: z.boolean().optional(),
	query: named( QUERY_NAMES, wireName ).optional(),
	queryIn: z.enum( [ 'query', 'body' ] ).optional(),
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
	/** Laid over the general one, part by part. */
	envelope: envelope.optional(),
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
		in: z.enum( [ 'query', 'header', 'path', 'body' ] ),
		name: wireName,
		status: status.optional(),
	} ),
	paging: z.strictObject( {
		style: z.enum( [ 'page', 'offset', 'cursor', 'none' ] ),
		page: wireName.nullish(),
		size: wireName.nullish(),
		firstPage: z.int().min( 0 ).nullish(),
		maxSize: z.int().min( 1 ).nullish(),
		cursorParam: wireName.nullish(),
		next: wirePath.nullish(),
		status: status.optional(),
	} ),
	wire: z.strictObject( {
		decimals: z.enum( [ 'number', 'string', 'commaString' ] ),
		dates: z.string().min( 1 ),
		dateTimes: z.string().min( 1 ),
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
