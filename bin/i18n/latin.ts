import { withTexts, type Catalogue } from './catalogue';

/** Cyrillic, as WordPress has it; includes/Settings/SerbianScript.php takes the Latin set where the shop wants that. */
export const SERBIAN = 'sr_RS';

/** One beside the other. */
const CYRILLIC = 'абвгдђежзијклљмнњопрстћуфхцчџш';
const LATIN =
	'a,b,v,g,d,đ,e,ž,z,i,j,k,l,lj,m,n,nj,o,p,r,s,t,ć,u,f,h,c,č,dž,š'.split(
		','
	);

/**
 * Serbian in Cyrillic → in Latin, letter by letter; what is Latin stays. There
 * is no way back: "nj" may be one letter or two, and "SORS" is to stay. So is
 * "рсд", which is how WooCommerce writes the currency.
 */
export function toLatin( text: string ): string {
	return text.replace(
		/(?<!\p{L})рсд(?!\p{L})|\p{Script=Cyrillic}/gu,
		( letter, at: number ): string => {
			if ( letter === 'рсд' ) {
				return letter;
			}
			const latin = LATIN[ CYRILLIC.indexOf( letter.toLowerCase() ) ];
			if ( latin === undefined ) {
				throw new Error(
					`No Serbian letter: ${ letter } in ${ text }`
				);
			}
			if ( letter === letter.toLowerCase() ) {
				return latin;
			}
			return isInCapitals( text, at )
				? latin.toUpperCase()
				: latin.charAt( 0 ).toUpperCase() + latin.slice( 1 );
		}
	);
}

/** Љубав becomes Ljubav, and ЉУБАВ becomes LJUBAV. */
function isInCapitals( text: string, at: number ): boolean {
	const beside = text.charAt( at + 1 ) + text.charAt( at - 1 );
	return /^(\p{Lu}|\P{L}\p{Lu})/u.test( beside );
}

/** The same translations in Latin script. */
export const inLatin = ( catalogue: Catalogue ): Catalogue =>
	withTexts( catalogue, toLatin );

/** What stays in Latin script: names of products and companies, abbreviations that are the same everywhere, units, currencies. */
const NAMES = new Set(
	[
		'SORS Softkom WooCommerce WordPress JavaScript MySQL MariaDB SQLite InnoDB',
		'API CSV GIF GTIN JPEG JSON PHP PNG SKU WebP',
		'cron Cron WP Enter MojaBaza2026 mbstring salts',
		'MB ms s RSD',
	]
		.join( ' ' )
		.split( ' ' )
);

/** And what is typed or read letter by letter. */
const CODE =
	/%(?:\d+\$)?[a-zA-Z%]|<[^>]+>|\S+@[\w.]+|https?:\/\/[^\s;,)“]*|\b[A-Z]+(?:_[A-Z]+)+\b|SORS API for WooCommerce|WooCommerce → Status → Logs|Prices entered with tax|npm ci && npm run build|wp sors [a-z]+ [a-z]+|--[a-z]+|_billing_vat|wp-config\.php|Ctrl\+C/gu;

/** Words of a Serbian text that should be Cyrillic. */
export function strayLatin( text: string ): string[] {
	return (
		text.replace( CODE, ' ' ).match( /[\p{Script=Latin}\d]+/gu ) ?? []
	).filter(
		( word ) => /\p{Script=Latin}/u.test( word ) && ! NAMES.has( word )
	);
}
