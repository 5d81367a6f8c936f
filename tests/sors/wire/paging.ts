/** Which part of a list is asked for, in the contract's style of paging. */
import type { SorsContract } from '../../../src/contract/sors/contract';
import type { Json } from './paths';

export interface Slice {
	from: number;
	size: number;
}

type Get = ( name: string ) => Json | undefined;
type Fail = ( field: string, code: string, message: string ) => void;

const DEFAULT_SIZE = 50;

function wholeNumber(
	value: Json | undefined,
	name: string,
	fail: Fail
): number | null {
	if ( value === undefined || value === null ) {
		return null;
	}
	const number =
		typeof value === 'string' && /^\d+$/.test( value )
			? Number( value )
			: value;
	if (
		typeof number === 'number' &&
		Number.isSafeInteger( number ) &&
		number >= 0
	) {
		return number;
	}
	fail( name, 'INVALID', `"${ name }" nije broj strane.` );
	return null;
}

export function readSlice(
	contract: SorsContract,
	get: Get,
	fail: Fail
): Slice {
	const { style, page, size: sizeName, maxSize } = contract.paging;
	const first = contract.paging.firstPage ?? 0;
	if ( style === 'none' ) {
		return { from: 0, size: Infinity };
	}
	const most = maxSize ?? Infinity;
	const asked = sizeName
		? wholeNumber( get( sizeName ), sizeName, fail )
		: null;
	const size = asked ?? Math.min( most, DEFAULT_SIZE );
	if ( sizeName && ( size < 1 || size > most ) ) {
		fail(
			sizeName,
			'PAGE_SIZE',
			`"${ sizeName }" mora biti od 1 do ${ most }.`
		);
	}
	const at =
		( page ? wholeNumber( get( page ), page, fail ) : null ) ?? first;
	if ( page && at < first ) {
		fail( page, 'PAGE', `Prva strana je ${ first }.` );
	}
	return {
		from: style === 'page' ? ( at - first ) * size : at - first,
		size,
	};
}
