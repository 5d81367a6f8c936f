import type { ProductImage } from '../../model/types';
import { drawing } from './drawing';
import { png } from './png';

export function picture( format: ProductImage[ 'format' ], name: string ): Buffer {
	void format;
	return png( drawing( name ) );
}
