/** An event in words. */
import type { What } from './types';

const WORDS: Record< What[ 'do' ], string > = {
	order: 'An order is made',
	checkout: 'A buyer pays at the checkout block',
	status: 'Staff changes a status',
	quantity: 'Staff changes a quantity',
	address: 'Staff changes an address',
	trash: 'Staff bins an order',
	untrash: 'Staff restores an order',
	delete: 'Staff deletes an order',
	refund: 'Staff refunds',
	deleteRefund: 'Staff deletes a refund',
	button: 'The owner decides',
	sync: 'A run',
	minute: 'The minute’s work',
	watchdog: 'The watchdog',
	sweep: 'The sweep',
	goods: 'Goods in or out',
	foreignDocument: 'A document is made by hand',
	cancelByHand: 'A document of ours is cancelled by hand',
	price: 'A price changes',
	weather: 'SORS is not well',
	setting: 'The owner changes the kind of document',
};

export const words = ( what: What ): string => WORDS[ what.do ];
