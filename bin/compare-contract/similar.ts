/** How alike two names are, whatever their spelling, in English or Serbian. */

/** What Serbian and other APIs call our words, as they stand in lower case between spaces. */
// prettier-ignore
const ALIASES: readonly ( readonly [ RegExp, string ] )[] = [
	[ /\b(bar ?kod|bar ?code|ean)\b/g, 'gtin' ],
	[ /\b(pib|jib|tax number|vat number)\b/g, 'tax id' ],
	[ /\b(maticni broj|mb|company number)\b/g, 'registration number' ],
	[ /\b(jedinica mere|jed mere|jm|unit of measure|uom)\b/g, 'unit' ],
	[ /\b(redni broj|rb|sort order|position)\b/g, 'ordinal' ],
	[ /\b(postanski broj|ptt|zip|zip code|post code|postcode)\b/g, 'postal code' ],
	[ /\b(nacin placanja)\b/g, 'payment method' ],
	[ /\b(racun otpremnica|invoice dispatch)\w*/g, 'invoice delivery note' ],
	[ /\b(otpremnic|dispatch)\w*/g, 'delivery note' ],
	[ /\b(per page|page size|velicina strane|velicina|limit|take|uzmi)\b/g, 'size' ],
	[ /\b(strana|stranica|skip|preskoci|offset)\b/g, 'page' ],
	[ /\b(items?|articl\w*|artik\w*|proizvod\w*|roba)\b/g, 'product' ],
	[ /\b(grupa|grupe|category|categories|kategorij\w*)\b/g, 'group' ],
	[ /\bposlovn\w*/g, 'business' ],
	[ /\b(jedinic\w*)\b/g, 'unit' ],
	[ /\b(stock|stocks|zalih\w*|lager\w*|levels?)\b/g, 'inventory' ],
	[ /\b(partner\w*|kup(ac|ca|ci)|komitent\w*|clients?|buyers?)\b/g, 'customer' ],
	[ /\b(dugovanj\w*|debts?)\b/g, 'debt' ],
	[ /\bsaldo\b/g, 'balance' ],
	[ /\bdospel\w*/g, 'overdue' ],
	[ /\bdokument\w*/g, 'document' ],
	[ /\b(racun\w*|faktur\w*)\b/g, 'invoice' ],
	[ /\b(rezervacij\w*)\b/g, 'reservation' ],
	[ /\brezervisan\w*/g, 'reserved' ],
	[ /\braspoloziv\w*/g, 'available' ],
	[ /\b(na stanju|stanje|quantity on hand)\b/g, 'on hand' ],
	[ /\bpovratnic\w*/g, 'return' ],
	[ /\b(slik\w*|pictures?|photos?)\b/g, 'image' ],
	[ /\b(baz\w*|db)\b/g, 'database' ],
	[ /\bsifr\w*/g, 'code' ],
	[ /\b(naziv|ime)\b/g, 'name' ],
	[ /\bnaslov\b/g, 'title' ],
	[ /\bgodina\b/g, 'year' ],
	[ /\baktiv\w*/g, 'active' ],
	[ /\bopis\b/g, 'description' ],
	[ /\bcen\w*/g, 'price' ],
	[ /\bpdv\w*/g, 'vat' ],
	[ /\bstop\w*/g, 'rate' ],
	[ /\bbez\b/g, 'without' ],
	[ /\bsa\b/g, 'with' ],
	[ /\b(izmen\w*|updated|changed)\b/g, 'modified' ],
	[ /\badres\w*/g, 'address' ],
	[ /\b(grad|mesto|town)\b/g, 'city' ],
	[ /\bdrzav\w*/g, 'country' ],
	[ /\btelefon\w*/g, 'phone' ],
	[ /\b(popust|rabat)\w*/g, 'discount percent' ],
	[ /\b(datum\w*)\b/g, 'date' ],
	[ /\b(rok|valuta placanja)\b/g, 'due date' ],
	[ /\bvalut\w*/g, 'currency' ],
	[ /\biznos\w*/g, 'amount' ],
	[ /\bplacen\w*/g, 'paid' ],
	[ /\bukup\w*/g, 'total' ],
	[ /\b(napomen\w*|remark|comment)s?\b/g, 'note' ],
	[ /\b(stavk\w*|rows?)\b/g, 'lines' ],
	[ /\bkolicin\w*/g, 'quantity' ],
	[ /\bbroj\b/g, 'number' ],
	[ /\breferenc\w*/g, 'reference' ],
	[ /\bspoljn\w*/g, 'external' ],
	[ /\b(tip|vrst\w*)\b/g, 'type' ],
	[ /\bporuk\w*/g, 'message' ],
	[ /\bgresk\w*/g, 'errors' ],
	[ /\buspe\w*/g, 'success' ],
	[ /\b(podaci|results?)\b/g, 'data' ],
	[ /\bmail\b/g, 'email' ],
];

/** Words that say nothing of what is meant. */
const EMPTY = new Set( [
	'get',
	'list',
	'create',
	'new',
	'all',
	'the',
	'of',
	'api',
] );

function words( name: string ): string[] {
	const plain = name
		.normalize( 'NFD' )
		.replace( /\p{M}/gu, '' )
		.replace( /đ/g, 'dj' )
		.replace( /([a-z0-9])([A-Z])/g, '$1 $2' )
		.toLowerCase()
		.replace( /e-mail/g, 'email' )
		.replace( /[^a-z0-9]+/g, ' ' );
	const ours = ALIASES.reduce(
		( text, [ pattern, alias ] ) => text.replace( pattern, alias ),
		plain
	);
	return ours
		.split( ' ' )
		.filter( ( word ) => word && ! EMPTY.has( word ) )
		.map( ( word ) =>
			word.replace( /ies$/, 'y' ).replace( /([^su])s$/, '$1' )
		);
}

/** 0 … 1 */
export function likeness( one: string, other: string ): number {
	const left = [ ...new Set( words( one ) ) ];
	const right = new Set( words( other ) );
	const shared = left.filter( ( word ) => right.has( word ) ).length;
	return shared === 0 ? 0 : ( 2 * shared ) / ( left.length + right.size );
}

/** From it on two names may be of one thing. */
const ALIKE = 0.5;

/** The likest pairs, each name in one of them at most. */
export function matched< Ours, Theirs >(
	ours: readonly Ours[],
	theirs: readonly Theirs[],
	score: ( one: Ours, other: Theirs ) => number
): Map< Ours, Theirs > {
	const pairs = ours
		.flatMap( ( one ) =>
			theirs.map( ( other ) => ( {
				...{ one, other },
				score: score( one, other ),
			} ) )
		)
		.filter( ( pair ) => pair.score >= ALIKE )
		.sort( ( a, b ) => b.score - a.score );
	const found = new Map< Ours, Theirs >();
	const taken = new Set< Theirs >();
	for ( const { one, other } of pairs ) {
		if ( ! found.has( one ) && ! taken.has( other ) ) {
			found.set( one, other );
			taken.add( other );
		}
	}
	return found;
}
