/** What a document's reference says: whose it is, by the plugin's own rule. */
import type { SorsDocument } from '../../sors/model/types';

export interface Reference {
	storeId: string;
	orderId: number;
	role: 'sale' | 'return';
	/** Of a return; 0 = of the whole order. */
	refundId: number;
	revision: number;
	/** All after the order's number. */
	rest: string;
}

/** Undefined where it is none of this plugin's: what was made from one may carry its reference on. */
export function referenceOf( {
	externalReference,
	sourceDocumentId,
}: SorsDocument ): Reference | undefined {
	const [ , storeId = '', orderId, rest = '', role, refund, revision ] =
		/^([^-]+)-(\d+)-([a-z\d]+-(sale|return)(?:-(\d+))?-(\d+))$/.exec(
			externalReference ?? ''
		) ?? [];
	return ( role === 'sale' && ! sourceDocumentId ) || role === 'return'
		? {
				storeId,
				orderId: Number( orderId ),
				role,
				refundId: Number( refund ?? 0 ),
				revision: Number( revision ),
				rest,
			}
		: undefined;
}
