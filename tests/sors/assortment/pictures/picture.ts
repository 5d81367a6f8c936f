import type { ProductImage } from '../../model/types';
import { drawing } from './drawing';
import { jpeg } from './jpeg';
import { png } from './png';
import { webp } from './webp';

const ENCODERS = { png, jpeg, webp };

/** Another picture for every name, the same one each time. */
export function picture(
	format: ProductImage[ 'format' ],
	name: string
): Buffer {
	return ENCODERS[ format ]( drawing( name ) );
}
