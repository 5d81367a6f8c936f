import { dateTime, day, quantity } from '../../ui/format';
import { numberFormat } from '../../ui/intl';
import { shopFormats } from '../../ui/shop-formats';

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/;

/** Whatever SORS calls the moment, a day or an hour of it: what cannot be read is shown as it came. */
export function when( text: string ): string {
	const [ isRead, time ] = ISO.exec( text ) ?? [];
	if ( ! isRead || Number.isNaN( Date.parse( text ) ) ) {
		return text;
	}
	return time ? dateTime( text ) : day( text );
}

/** A quantity or a percentage with the separators of the prices beside it. */
export function decimal( amount: string ): string {
	const shop = shopFormats();
	if ( ! shop ) {
		return quantity( amount );
	}
	const separators: Record< string, string | undefined > = {
		group: shop.thousand,
		decimal: shop.decimal,
	};
	return numberFormat( 'en', { maximumFractionDigits: 3 } )
		.formatToParts( amount as Intl.StringNumericLiteral )
		.map( ( { type, value } ) => separators[ type ] ?? value )
		.join( '' );
}
