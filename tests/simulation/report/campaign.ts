/** Histories from seeds: what came up, and how often. */
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';
import type { Kept } from '../controller/campaign';
import { FATE_NAMES } from '../faults/catalog';
import { KINDS } from '../events/kinds';
import type { Counts } from './counts';
import { duration, NOT_RUN, table, whose } from './markdown';
import type { Speed } from './stand-in';

/** What comes up less often was hardly tried. */
const ENOUGH = 20;

/** What is counted beside an event of its own, or only says what lies in wait: it does nothing in the shop. */
const MARKS =
	/^(ambush|calm|a deadlock|\d+ at once|a listener that .*|.+: .+)$/;

/** Events that did something: in the shop, at SORS or to the machine. */
export const eventsOf = ( { events }: Pick< Counts, 'events' > ): number =>
	Object.entries( events ).reduce(
		( sum, [ name, count ] ) => sum + ( MARKS.test( name ) ? 0 : count ),
		0
	);

/** Of these operations each is about products, whose places SORS changes. */
const OF_PRODUCTS = [ 'listProducts', 'listProductImages', 'listInventory' ];

/** Whether a fault can make a difference: where there is no list, none is empty, and nothing in it changes places. */
export function bites( operation: string, fate: string ): boolean {
	if ( fate === 'items change places' ) {
		return OF_PRODUCTS.includes( operation );
	}
	return (
		! [ 'an empty list', 'an empty page' ].includes( fate ) ||
		/^(list|find)/.test( operation )
	);
}

const times = ( count: number ): string =>
	count < ENOUGH ? `**${ count }**` : String( count );

const sorted = ( counts: Record< string, number > ): string[][] =>
	Object.entries( counts )
		.sort( ( [ one ], [ other ] ) => one.localeCompare( other ) )
		.map( ( [ name, count ] ) => [ name, times( count ) ] );

const pace = ( events: number, seconds: number ): string =>
	`${ events } events in ${ duration( seconds ) }, ${ ( events / Math.max( 1, seconds ) ).toFixed( 1 ) } a second`;

/** What may strike a process, as it is counted. */
const STROKES = [
	'at a statement',
	'at a request',
	'at a commit',
	'loses its connection',
	'meets a filter that throws',
] as const;

const struckEvents = ( { kills }: Counts ): Set< string > =>
	new Set(
		Object.keys( kills ).map( ( each ) => each.split( ' ' )[ 0 ] ?? '' )
	);

/** Each kind of event by what struck it, after all of them together. */
function struck( counts: Counts ): string[] {
	const { kills } = counts;
	const events = struckEvents( counts );
	const count = ( event: string, stroke: string ): number =>
		kills[ `${ event } ${ stroke }` ] ?? 0;
	const all = STROKES.map( ( stroke ) =>
		[ ...events ].reduce( ( sum, each ) => sum + count( each, stroke ), 0 )
	);
	return table(
		[ 'in', ...STROKES ],
		[
			[ 'all events', ...all.map( times ) ],
			...[ ...events ]
				.sort()
				.map( ( each ) => [
					each,
					...STROKES.map( ( stroke ) =>
						String( count( each, stroke ) || '' )
					),
				] ),
		]
	);
}

/** What happens in a process of the shop, and was never struck. */
function spared( counts: Counts ): string[] {
	const events = struckEvents( counts );
	const never = Object.entries( KINDS )
		.filter(
			( [ name, kind ] ) => 'inShop' in kind && ! events.has( name )
		)
		.map( ( [ name ] ) => name )
		.sort();
	return never.length > 0
		? [ `None of this happened to: ${ never.join( ', ' ) }.`, '' ]
		: [];
}

export function campaignSection(
	{ counts, seconds, violations, nextSeed, plugin }: Kept,
	now: string,
	standIn: Speed | null = null
): string[] {
	const head = [ '## Histories from seeds', '' ];
	if ( counts.histories === 0 ) {
		return [ ...head, ...NOT_RUN ];
	}
	const asked = counts.faults;
	const operations = [
		...new Set( [ ...OPERATION_NAMES, ...Object.keys( asked ) ] ),
	];
	const fates = [
		...new Set( [
			...[ 'answered', ...FATE_NAMES, 'killed before', 'killed after' ],
			...Object.values( asked ).flatMap( ( row ) => Object.keys( row ) ),
		] ),
	];
	const pairs = operations.flatMap( ( operation ) =>
		fates
			.filter( ( fate ) => bites( operation, fate ) )
			.map( ( fate ) => asked[ operation ]?.[ fate ] ?? 0 )
	);
	const few = pairs.filter( ( count ) => count < ENOUGH ).length;
	return [
		...head,
		...whose( plugin, now ),
		`Fresh seeds, the last one ${ nextSeed - 1 }: ${ counts.histories } histories were played to the end, ${ pace( eventsOf( counts ), seconds ) }, checks included, while other work ran on the machine. Histories in which something did not hold: ${ violations.length }.`,
		'',
		'Not counted among these events are faults and deaths that only lie in wait (`ambush`, `calm`), the listeners of other plugins, and how many processes ran at once: the first do nothing in the shop, the others belong to an event that is counted. What a seed plays in a campaign depends on what came up before it, so `--seed` with its number plays another history; of one in which something does not hold a file is kept, and plays it again.',
		...( standIn === null
			? []
			: [
					'',
					...whose( standIn.plugin, now ),
					`On the stand-in for WooCommerce (\`--stand-in\`) ${ standIn.histories } histories were played: ${ pace( standIn.events, standIn.seconds ) }, checks included.${ standIn.plugin === plugin ? ' What came up in them is in the figures of this section, unless they were begun anew since.' : '' }`,
				] ),
		'',
		...( violations.length > 0
			? table(
					[ 'seed', 'what did not hold' ],
					violations.map( ( { seed, what } ) => [
						String( seed ),
						what.join( '; ' ),
					] )
				)
			: [] ),
		`Of ${ pairs.length } pairs of an operation and what became of it, ${ few } came up fewer than ${ ENOUGH } times. Such figures are bold. A dash stands where a fault can make no difference: no list is empty, and nothing changes places, where there is no such list.`,
		'',
		'### Events',
		'',
		...table( [ 'event', 'times' ], sorted( counts.events ) ),
		'### Requests: what became of each',
		'',
		...table(
			[ 'what went wrong', ...operations ],
			fates.map( ( fate ) => [
				fate,
				...operations.map( ( operation ) =>
					bites( operation, fate )
						? times( asked[ operation ]?.[ fate ] ?? 0 )
						: '–'
				),
			] )
		),
		'### Processes killed, connections lost, filters that throw',
		'',
		'At a statement, right before a request (“at a request”) or once SORS has done what was asked (“at a commit”) a process was killed; where it “loses its connection” that to the database ended, and where it “meets a filter that throws” another plugin threw instead of a statement; then it went on.',
		'',
		...struck( counts ),
		...spared( counts ),
	];
}
