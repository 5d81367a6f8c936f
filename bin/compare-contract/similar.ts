/** How likely is it that two names mean the same? */

/** Words that the API may use in Serbian or in another English; the first of each line stands for all. */
const SAME_WORDS = [
	'code sifra',
	'name naziv ime title',
	'price cena',
	'quantity qty kolicina amount count',
	'unit jm mera uom measure',
	'vat pdv tax',
	'gtin barcode barkod ean',
	'product artikal item article roba',
	'customer kupac partner buyer client',
	'document dokument',
	'reservation rezervacija',
	'invoice faktura racun',
	'return povrat povracaj',
	'inventory stock zalihe lager',
	'group grupa category',
	'business poslovna organizational',
	'discount rabat popust',
	'date datum',
	'total ukupno sum iznos',
	'address adresa street ulica',
	'city grad mesto place',
	'postal zip ptt',
	'phone telefon mobile',
	'note napomena comment remark',
	'reference ref',
	'line row stavka position',
	'page strana pagenumber',
	'size limit per perpage pagesize take',
	'message poruka text',
	'error greska',
	'success uspeh ok',
	'data podaci result',
	'type tip vrsta kind',
	'number broj',
	'offset skip start',
	'active aktivan enabled',
	'modified changed updated izmenjeno',
	'since from after od',
	'database baza db',
	'id guid uid key',
	'list get read search find',
	'create add new insert post',
	'cancel storno delete void',
	'image slika picture photo',
	'parent nadredjena',
	'balance saldo dug debt',
	'percent procenat pct',
	'with incl including sa',
	'without excl excluding bez',
];

const STANDS_FOR = new Map(
	SAME_WORDS.flatMap( ( line ) =>
		line
			.split( ' ' )
			.map( ( word ) => [ word, line.split( ' ' )[ 0 ] ?? word ] )
	)
);

export function words( name: string ): string[] {
	return name
		.replace( /([a-z0-9])([A-Z])/g, '$1 $2' )
		.toLowerCase()
		.split( /[^\p{L}\p{N}]+/u )
		.filter( Boolean )
		.map(
			( word ) =>
				STANDS_FOR.get( word ) ??
				STANDS_FOR.get( word.replace( /s$/, '' ) ) ??
				word.replace( /s$/, '' )
		);
}

function distance( one: string, other: string ): number {
	let row = Array.from( { length: other.length + 1 }, ( _, at ) => at );
	for ( let i = 1; i <= one.length; i++ ) {
		const next = [ i ];
		for ( let j = 1; j <= other.length; j++ ) {
			const change =
				( row[ j - 1 ] ?? 0 ) +
				( one[ i - 1 ] === other[ j - 1 ] ? 0 : 1 );
			next.push(
				Math.min(
					change,
					( row[ j ] ?? 0 ) + 1,
					( next[ j - 1 ] ?? 0 ) + 1
				)
			);
		}
		row = next;
	}
	return row[ other.length ] ?? 0;
}

/** From 0 (nothing in common) to 1 (the same but for case and separators). */
export function similarity( one: string, other: string ): number {
	const left = words( one );
	const right = words( other );
	const [ a, b ] = [ left.join( '' ), right.join( '' ) ];
	if ( ! a || ! b ) {
		return 0;
	}
	if ( a === b ) {
		return 1;
	}
	const shared = left.filter( ( word ) => right.includes( word ) ).length;
	const byWords = ( 2 * shared ) / ( left.length + right.length );
	const byLetters = 1 - distance( a, b ) / Math.max( a.length, b.length );
	return Math.min( 0.99, Math.max( byWords, byLetters ) );
}

export interface Pair {
	from: string;
	to: string;
	score: number;
}

/** The likeliest pairs, none used twice. */
export function pairs(
	from: readonly string[],
	to: readonly string[],
	atLeast: number,
	score = similarity
): Pair[] {
	const all = from
		.flatMap( ( one ) =>
			to.map( ( other ) => ( {
				from: one,
				to: other,
				score: score( one, other ),
			} ) )
		)
		.filter( ( pair ) => pair.score >= atLeast )
		.sort( ( one, other ) => other.score - one.score );
	const chosen: Pair[] = [];
	for ( const pair of all ) {
		if (
			! chosen.some(
				( each ) => each.from === pair.from || each.to === pair.to
			)
		) {
			chosen.push( pair );
		}
	}
	return chosen;
}
