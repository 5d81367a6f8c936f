/** What is promised and what is not: the one part of the page that is written by hand. */
import { FATES } from '../faults/catalog';
import { table } from './markdown';

/** Of the plugin, in seconds, orders and days, as promises.test.ts reads them there. */
export const PLUGIN = {
	repeat: 3600,
	sweep: 900,
	atOnce: 2000,
	compared: 31,
	lease: 180,
} as const;

const minutes = ( seconds: number ): string => `${ seconds / 60 } minutes`;
const ORDERS = PLUGIN.atOnce.toLocaleString( 'en' );
const REPEAT = PLUGIN.repeat === 3600 ? 'an hour' : minutes( PLUGIN.repeat );
const LATEST = minutes( FATES[ 'done 45 minutes later' ].commits );

const PROMISED = [
	'Every order that is to be sent gets exactly one open document in SORS, or a person is asked about it, with the reason and with buttons that lead out of it.',
	`What may have reached SORS is looked up there before it is sent again. After a reply that was lost in silence it is sent once more, not before ${ REPEAT } has passed, and only after two trusted look-ups that showed nothing, a known document that the search shows at that moment, and the list of the document’s day without it.`,
	'No document is cancelled that the shop did not make itself. One that a person named, or that carries no reference of this shop, is left to people.',
	'Never more is on sale than the figure that SORS last showed, less what was sold and is not in it. After one quiet pass the stock is exact.',
	'A process may be killed, or lose its database, at any moment: entries and runs are taken up again, and go on to their end, or a person is asked: about an order whose process is killed twice while SORS is asked to make its document, for one.',
	'No entry is deleted because it failed, and none is left without a next step.',
	`What no hook saw, such as an order that another plugin wrote into the database itself, is found within a day. Where WooCommerce dates the change, where the order is among the newest ${ ORDERS } posts, and in a shop with up to ${ ORDERS } orders, it takes ${ minutes( PLUGIN.sweep ) }.`,
	'Nothing that a run finds deletes a product. Changes that go beyond the safety limit wait for a person, the rest is applied.',
] as const;

const NOT_PROMISED = [
	`**A commit later than the repeat.** A SORS that was silent, and does its work more than ${ REPEAT } later, after the request had been sent again, makes a second document. The daily comparison finds it, shows it on the order, and offers to cancel the other one; no more is promised. The histories below let a late commit come ${ LATEST } later at most.`,
	'**A person who is wrong.** Who says “It is not there: send again” of a document that SORS makes afterwards has two. SORS is asked once more before it is sent, where it can be.',
	`**What people do in SORS is seen late.** A document that was cancelled, changed or doubled there by hand is found by the daily comparison, if it was sent, or its order came, in the last ${ PLUGIN.compared } days. Goods that were sold in SORS since the last stock run can be sold in the shop as well.`,
	'**A second restore of the same backup** is not noticed as far as orders were sent between the two: their documents carry a shop id that the backup does not know.',
	`**That nothing waits.** A process that was killed is noticed when its lease runs out, ${ minutes( PLUGIN.lease ) } later, and a request that had left by then counts as lost in silence: its order may wait for ${ REPEAT }, and if that happens twice a person is asked.`,
	'**What no history plays, or none judges.** A backup is put back only if it is at least ten minutes old, of the same year’s books, and of a shop whose SORS shows references. Once all is quiet, an order that has a document in a former year’s books is not judged: what becomes of it there, a person sees to. Whether there is more to sell than there should be is not judged from the moment at which the lines of an order were edited until the next stock run: WooCommerce leaves the stock as it is then.',
	'**SQLite** carries the demo, not a shop: its locks are not those of MySQL and MariaDB, and two buyers may pay for the last item there.',
] as const;

/** What is missing in the SORS interface, and what that costs. */
const LACKS = [
	[
		'the look-up of documents by their reference, or references on documents',
		'Each lost reply asks a person at once, whether SORS made the document or not. Each such order has to be looked for in SORS by hand. Without references a restored backup is not noticed either: what was sent since is sent once more.',
	],
	[
		'the list of documents by date',
		'The daily comparison asks for each sent order alone, and each reference is asked for before it is sent, since that is the only way left to notice a restored backup.',
	],
	[
		'both of these',
		'Nothing is compared: a document that was doubled, changed or cancelled in SORS is not noticed, and neither is a restored backup. The comparison says so.',
	],
	[
		'cancelling',
		'Cancelled orders, goods that came back of a reservation, and orders that changed after they were sent ask a person, who cancels or changes the document in SORS and says that it is done. “Cancel it in SORS and send it again” and “Cancel the others in SORS” are not offered.',
	],
	[
		'returns',
		'Goods that came back ask a person, who enters the return in SORS.',
	],
	[
		'a single document by its id',
		'The number that a person types is not checked. Whether a refused cancelling had been done before is looked up by the reference.',
	],
	[
		'the status of documents',
		'A document that is found counts as open. What happened to the order, in its panel, says that it may have been cancelled meanwhile.',
	],
	[
		'what is reserved, in stock levels',
		'The settings refuse reservations: the shop would offer goods again that are reserved. Another kind of document does.',
	],
	[
		'stock by the moment of its last change, or one that counts reservations as a change',
		'Every stock run reads all levels, which takes longer. The second is noticed, and the owner is told.',
	],
] as const;

const list = ( sentences: readonly string[] ): string[] => [
	...sentences.map( ( each ) => `- ${ each }` ),
	'',
];

export const PROMISES: readonly string[] = [
	'## What is promised',
	'',
	...list( PROMISED ),
	'## What is not',
	'',
	...list( NOT_PROMISED ),
	'What SORS’ interface lacks is done without, at a price:',
	'',
	...table( [ 'SORS lacks', 'what that costs' ], LACKS ),
];
