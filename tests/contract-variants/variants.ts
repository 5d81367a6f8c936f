/** Contracts made from the shipped one, by name. All are checked by the contract's own shape. */
import type { SorsContract } from '../../src/contract/sors/contract';
import {
	loadContract,
	parseContract,
	SHIPPED_CONTRACT,
} from '../sors/load-contract';
import { sparseContract, withoutLookUp, withoutOptional } from './fewer';
import { secondContract } from './second';
import { thirdContract } from './third';

/** So that a handful of records is a list of several pages. */
const inSmallPages = ( contract: SorsContract ): SorsContract => ( {
	...contract,
	paging: { ...contract.paging, maxSize: 4 },
} );

export const VARIANTS = {
	shipped: ( contract: SorsContract ) => contract,
	second: secondContract,
	'second-small-pages': ( contract: SorsContract ) =>
		inSmallPages( secondContract( contract ) ),
	third: thirdContract,
	'no-optional': withoutOptional,
	'no-lookup': withoutLookUp,
	'second-no-lookup': ( contract: SorsContract ) =>
		withoutLookUp( secondContract( contract ) ),
	sparse: sparseContract,
};
export type VariantName = keyof typeof VARIANTS;

export function isVariant( name: string ): name is VariantName {
	return Object.hasOwn( VARIANTS, name );
}

export function variant(
	name: VariantName,
	contract = loadContract( SHIPPED_CONTRACT )
): SorsContract {
	return parseContract( VARIANTS[ name ]( contract ), `variant ${ name }` );
}
