/**
 * Our own names for what the SORS API has: operations, parameters, entities,
 * fields, values. contract/sors-api.json says how the API writes them.
 */
export const ENTITY_FIELDS = {
	database: [ 'name', 'title', 'year' ],
	businessUnit: [ 'id', 'code', 'name', 'active' ],
	productGroup: [ 'id', 'name', 'parentId' ],
	// prettier-ignore
	product: [ 'id', 'code', 'name', 'itemType', 'unit', 'gtin', 'groupId', 'secondGroupId', 'description',
		'vatRate', 'priceWithoutVat', 'priceWithVat', 'active' ],
	productImage: [ 'id', 'ordinal', 'url', 'content' ],
	// prettier-ignore
	stockLevel: [ 'productId', 'productCode', 'businessUnitId', 'onHand', 'reserved', 'available',
		'priceWithoutVat', 'priceWithVat' ],
	// prettier-ignore
	customer: [ 'id', 'code', 'type', 'name', 'taxId', 'registrationNumber', 'jbkjs', 'email', 'phone', 'address',
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
	getCustomerDebt: { inPath: 'customerId', query: [], returns: 'debt', optional: true },
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
export const QUERY_NAMES = [
	...new Set( Object.values( OPERATIONS ).flatMap( ( o ) => o.query ) ),
];
export type QueryName = ( typeof QUERY_NAMES )[ number ];
