/** What the tables still hold once everything is older than it is kept for. */
import type { Eyes } from '../controller/eyes';

/** Days for which the bodies of documents are kept in these shops; runs always are for thirty. */
export const RETENTION = 30;

const LIMITS = {
	// Of each kind the last good one stays, and the last that wrote: the screens show them.
	'runs that ended long ago': `SELECT COUNT(*) AS n FROM wp_sors_runs WHERE active_kind IS NULL
			AND id NOT IN ( SELECT MAX( id ) FROM wp_sors_runs WHERE limited = 0 AND state = 'succeeded' GROUP BY kind )
			AND id NOT IN ( SELECT MAX( id ) FROM wp_sors_runs WHERE limited = 0 AND state = 'succeeded' AND mode = 'apply' GROUP BY kind )`,
	'items of runs that are gone':
		'SELECT COUNT(*) AS n FROM wp_sors_run_items i LEFT JOIN wp_sors_runs r ON r.id = i.run_id WHERE r.id IS NULL',
	'bodies of documents past their retention':
		"SELECT COUNT(*) AS n FROM wp_sors_outbox WHERE body IS NOT NULL AND state IN ('sent', 'skipped', 'cancelled') AND next_attempt_at IS NULL",
	'lines of history of no entry':
		'SELECT COUNT(*) AS n FROM wp_sors_outbox_history h LEFT JOIN wp_sors_outbox r ON r.id = h.outbox_id WHERE r.id IS NULL',
};

export async function keptTooLong( eyes: Eyes ): Promise< string[] > {
	const found = await eyes.read( ...Object.values( LIMITS ) );
	return Object.keys( LIMITS ).flatMap( ( words, at ) => {
		const count = Number( found[ at ]?.[ 0 ]?.n ?? 0 );
		return count > 0 ? [ `the tables hold ${ count } ${ words }` ] : [];
	} );
}
