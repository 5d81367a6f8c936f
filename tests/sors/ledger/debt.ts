/** What a customer owes: opening balance and open documents, less what was paid with them. */
import { round } from '../assortment/numbers';
import type { Customer, SorsDatabase } from '../model/types';

/** `asOf` is yyyy-MM-dd. */
export function debtOf(
	database: SorsDatabase,
	customer: Customer,
	asOf: string
): { balance: number; overdue: number } {
	let balance = customer.openingBalance;
	let overdue = customer.openingBalance;
	for ( const document of database.documents ) {
		const { debt } = document.effect;
		if (
			! debt ||
			document.status !== 'open' ||
			document.customerId !== customer.id
		) {
			continue;
		}
		const owed = debt * ( document.total - ( document.paidAmount ?? 0 ) );
		balance += owed;
		overdue += ( document.dueDate ?? document.date ) < asOf ? owed : 0;
	}
	return { balance: round( balance, 2 ), overdue: round( overdue, 2 ) };
}
