/** contract/sors-api.json as a whole: its shape, and what its parts must agree on. */
import type { z } from 'zod';
import { checkEntities, checkOperations, checkPaging } from './checks';
import type { Report } from './checks';
import type { OperationName } from './names';
import { contractShape } from './shape';

export * from './names';

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
