/** How each operation of the contract comes up: what happens before, and the deed in which it is asked for. */
import { person, type STATUSES } from '../events/buyers';
import type { Task } from '../controller/schedule';
import type { RequestFault, ShopKind, What } from '../events/types';
import type { ShopState } from '../model/shop';
import { DATABASE } from '../model/books';

export interface Step {
	/** Seconds that pass before it. */
	wait: number;
	what: What;
	faults?: RequestFault[];
}

type Command = Pick< Task, 'do' | 'args' >;

export interface Scene {
	operation: string;
	kind?: ShopKind[ 'kind' ];
	before: readonly Step[];
	/** Long enough that the order counts as left alone. */
	wait: number;
	deed: ( state: ShopState ) => Command;
	/** Of what the state is noted: an entry of the outbox by its role, the run, or the answer to a person. */
	look: 'sale' | 'return' | 'cancel' | 'run' | 'answer';
}

const MINUTE: Command = { do: 'work', args: { hooks: [ 'sors_outbox_work' ] } };
const minute = () => MINUTE;
const sync = ( kind: string ) => () => ( { do: 'sync', args: { kind } } );
const ask = ( route: string, params: object = {} ): Command => ( {
	do: 'rest',
	args: { method: 'GET', route, params },
} );

const order = ( buyer: number ): Step => ( {
	wait: 5,
	what: {
		...{ do: 'order', lines: [ { item: 0, quantity: 2 } ] },
		buyer: person( `kupac${ buyer }@example.test` ),
		...{ payment: 'cod', coupon: '', shipping: '', fee: 0 },
		status: 'processing',
	},
} );
const works = ( wait = 70, faults: RequestFault[] = [] ): Step => ( {
	wait,
	what: { do: 'minute' },
	faults,
} );
const status = ( to: ( typeof STATUSES )[ number ] ): Step => ( {
	wait: 5,
	what: { do: 'status', order: 0.99, status: to },
} );

/** One order of buyer 1 was sent: so look-ups can be proved, and the customer is known. */
const SENT = [ order( 1 ), works() ];
const CHANGED: Step[] = [
	{ wait: 5, what: { do: 'goods', item: 0, change: 5 } },
	{ wait: 5, what: { do: 'price', item: 0, change: 10 } },
];

const creating = ( operation: string, kind: ShopKind[ 'kind' ] ): Scene => ( {
	...{ operation, kind, wait: 70, look: 'sale' },
	...{ before: [ ...SENT, order( 1 ) ], deed: minute },
} );
const reading = ( operation: string, kind: string ): Scene => ( {
	...{ operation, before: CHANGED, wait: 900, look: 'run' },
	deed: sync( kind ),
} );

export const SCENES: readonly Scene[] = [
	{
		...{ operation: 'listDatabases', before: [], wait: 5, look: 'answer' },
		deed: () => ask( 'databases' ),
	},
	{
		...{ operation: 'listBusinessUnits', before: [], wait: 5 },
		...{ look: 'answer' },
		deed: () => ask( 'business-units', { database: DATABASE } ),
	},
	reading( 'listProductGroups', 'catalog' ),
	reading( 'listProducts', 'catalog' ),
	reading( 'listProductImages', 'images' ),
	reading( 'listInventory', 'stock' ),
	{
		...{ operation: 'listCustomers', before: [ ...SENT, order( 2 ) ] },
		...{ wait: 70, deed: minute, look: 'sale' },
	},
	{
		...{ operation: 'createCustomer', before: [ ...SENT, order( 2 ) ] },
		...{ wait: 70, deed: minute, look: 'sale' },
	},
	{
		...{ operation: 'getCustomerDebt', before: SENT, wait: 5 },
		look: 'answer',
		deed: ( { orders } ) =>
			ask( `orders/${ Math.max( ...orders.keys() ) }/debt` ),
	},
	creating( 'createReservation', 'reservation' ),
	creating( 'createDeliveryNote', 'deliveryNote' ),
	creating( 'createInvoiceDeliveryNote', 'invoiceDeliveryNote' ),
	creating( 'createInvoice', 'invoice' ),
	{
		...{ operation: 'createReturn', kind: 'deliveryNote', look: 'return' },
		before: [
			...SENT,
			{
				wait: 60,
				what: {
					...{ do: 'refund', order: 0.99, quantity: 1 },
					...{ all: false, restock: true, money: false },
				},
			},
		],
		...{ wait: 70, deed: minute },
	},
	{
		...{ operation: 'findDocuments', look: 'sale' },
		before: [
			...SENT,
			order( 1 ),
			works( 70, [ { nth: 1, fate: 'cut after' } ] ),
		],
		...{ wait: 120, deed: minute },
	},
	{
		...{ operation: 'getDocument', look: 'cancel' },
		before: [
			...SENT,
			{ wait: 60, what: { do: 'cancelByHand', document: 0 } },
			status( 'cancelled' ),
		],
		...{ wait: 70, deed: minute },
	},
	{
		...{ operation: 'listDocuments', look: 'sale', before: SENT },
		...{ wait: 90_000, deed: minute },
	},
	{
		...{ operation: 'cancelDocument', look: 'cancel' },
		before: [ ...SENT, status( 'cancelled' ) ],
		...{ wait: 70, deed: minute },
	},
];
