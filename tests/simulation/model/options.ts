/** What the shop's options say of it: whether the plugin is on, where the shop is, and what its owner chose. */
import { createHash } from 'node:crypto';
import type { Eyes } from '../controller/eyes';

export type PhpValue =
	string | number | boolean | null | { [ key: string ]: PhpValue };

/** What PHP's serialize() wrote. */
export function unserialize( text: string ): PhpValue {
	const bytes = Buffer.from( text, 'utf8' );
	let at = 0;
	const until = ( end: string ): string => {
		const from = at;
		at = bytes.indexOf( end, at );
		return bytes.toString( 'utf8', from, at++ );
	};
	const value = (): PhpValue => {
		const type = bytes.toString( 'utf8', at, at + 1 );
		at += 2;
		switch ( type ) {
			case 'N':
				return null;
			case 'b':
				return until( ';' ) === '1';
			case 'i':
			case 'd':
				return Number( until( ';' ) );
			case 's': {
				const length = Number( until( ':' ) );
				const read = bytes.toString( 'utf8', at + 1, at + 1 + length );
				at += length + 3;
				return read;
			}
			case 'a': {
				const count = Number( until( ':' ) );
				at++;
				const read: { [ key: string ]: PhpValue } = {};
				for ( let n = 0; n < count; n++ ) {
					const key = String( value() );
					read[ key ] = value();
				}
				at++;
				return read;
			}
			default:
				throw new Error( `PHP wrote something unknown: ${ text }` );
		}
	};
	return value();
}

export interface Settings {
	database: string;
	units: string[];
	exportOrders: boolean;
	exportStatuses: string[];
	stockMode: string;
	missingProducts: string;
	newProductStatus: string;
	priceType: string;
	safetyLimitPercent: number;
	fields: Record< string, string >;
}

export interface Options {
	isActive: boolean;
	/** Nobody has confirmed that the shop is at this address. */
	isMoved: boolean;
	settings: Settings;
}

const NAMES = [ 'active_plugins', 'home', 'sors_store_place', 'sors_settings' ];

const map = ( value: PhpValue | undefined ): Record< string, PhpValue > =>
	typeof value === 'object' && value !== null ? value : {};

const texts = ( value: PhpValue | undefined ): string[] =>
	Object.values( map( value ) ).map( String );

export async function readOptions( eyes: Eyes ): Promise< Options > {
	const [ rows = [] ] = await eyes.read(
		`SELECT option_name, option_value FROM wp_options WHERE option_name IN ('${ NAMES.join( "', '" ) }')`
	);
	const stored: Record< string, string > = {};
	for ( const row of rows ) {
		stored[ row.option_name ?? '' ] = row.option_value ?? '';
	}
	const of = ( name: string ): Record< string, PhpValue > =>
		stored[ name ]?.startsWith( 'a:' )
			? map( unserialize( stored[ name ] ) )
			: {};
	const settings = of( 'sors_settings' );
	const known = stored.sors_store_place ?? '';
	const place = createHash( 'sha256' )
		// Of a test site, as tests/env/site/wp-config.ts makes it.
		.update( `local|${ new URL( stored.home ?? '' ).hostname }` )
		.digest( 'hex' );
	return {
		isActive: Object.values( of( 'active_plugins' ) ).some( ( plugin ) =>
			String( plugin ).startsWith( 'sors-api' )
		),
		isMoved: known !== '' && known !== place,
		settings: {
			database: String( settings.database ?? '' ),
			units: texts( settings.businessUnitIds ),
			exportOrders: settings.exportOrders === true,
			exportStatuses: texts( settings.exportStatuses ),
			stockMode: String( settings.stockMode ?? '' ),
			missingProducts: String( settings.missingProducts ?? '' ),
			newProductStatus: String( settings.newProductStatus ?? '' ),
			priceType: String( settings.priceType ?? '' ),
			safetyLimitPercent: Number( settings.safetyLimitPercent ),
			fields: map( settings.fields ) as Record< string, string >,
		},
	};
}
