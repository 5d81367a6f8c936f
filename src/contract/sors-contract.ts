/** contract/sors-api.json as a whole: its shape, and what its parts must agree on. */
import type { z } from 'zod';
import {
	checkEntities,
	checkOperations,
	checkPaging,
} from './sors-contract-checks';
import type { Report } from './sors-contract-checks';
import type { OperationName } from './sors-contract-names';
import { contractShape } from './sors-contract-shape';

export * from './sors-contract-names';

export const sorsContract = contractShape.superRefine(
	( contract, context ) => {
		const report: Report = ( path, message ) =>
			context.addIssue( { code: 'custom', path, message } );
		checkOperations( contract, report );
		checkPaging( contract, report );
		checkEntities( contract, report );
	}
);

export type SorsContract = z.infer< typeof sorsContract >;
export type Operation = NonNullable<
	SorsContract[ 'operations' ][ OperationName ]
>;
export type Envelope = SorsContract[ 'envelope' ];
