/** What is measured at one moment of the soak. */
import type { Eyes, Row } from '../controller/eyes';

export interface Size {
	rows: number;
	bytes: number;
}

export interface Point {
	day: number;
	orders: number;
	runs: number;
	/** Bytes of PHP's memory at most since the point before. */
	memory: { work: number; sync: number };
	/** Without the prefix. */
	tables: Record< string, Size >;
	/** What was sent, until retention erases it. */
	bodies: Size;
	options: Size;
	/** Of the whole shop. */
	transients: Size;
	/** Rows of Action Scheduler in our group. */
	actions: number;
}

const PREFIX = 'wp_sors_';

const COUNTED = [
	"SELECT COUNT(*) AS n, COALESCE(SUM(LENGTH(option_value)), 0) AS bytes FROM wp_options WHERE option_name LIKE 'sors\\_%'",
	"SELECT COUNT(*) AS n, COALESCE(SUM(LENGTH(option_value)), 0) AS bytes FROM wp_options WHERE option_name LIKE '\\_transient\\_%' OR option_name LIKE '\\_site\\_transient\\_%'",
	`SELECT COUNT(*) AS n, COALESCE(SUM(LENGTH(body)), 0) AS bytes FROM ${ PREFIX }outbox WHERE body IS NOT NULL`,
	"SELECT COUNT(*) AS n, 0 AS bytes FROM wp_actionscheduler_actions a JOIN wp_actionscheduler_groups g ON g.group_id = a.group_id WHERE g.slug = 'sors'",
];

const size = ( [ row ]: Row[] = [] ): Size => ( {
	rows: Number( row?.n ?? 0 ),
	bytes: Number( row?.bytes ?? 0 ),
} );

async function tables( eyes: Eyes ): Promise< Point[ 'tables' ] > {
	const [ found = [] ] = await eyes.read(
		`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE '${ PREFIX.replace( /_/g, '\\_' ) }%' ORDER BY table_name`
	);
	const sizes: Point[ 'tables' ] = {};
	for ( const { name } of found ) {
		// Else the sizes are those of some time ago.
		const [ , row ] = await eyes.read(
			`ANALYZE TABLE ${ name }`,
			`SELECT (SELECT COUNT(*) FROM ${ name }) AS n, data_length + index_length AS bytes FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '${ name }'`
		);
		sizes[ String( name ).slice( PREFIX.length ) ] = size( row );
	}
	return sizes;
}

export async function measure(
	eyes: Eyes,
	so: Pick< Point, 'day' | 'orders' | 'runs' | 'memory' >
): Promise< Point > {
	const [ options, transients, bodies, actions ] = await eyes.read(
		...COUNTED
	);
	return {
		...so,
		tables: await tables( eyes ),
		bodies: size( bodies ),
		options: size( options ),
		transients: size( transients ),
		actions: size( actions ).rows,
	};
}
