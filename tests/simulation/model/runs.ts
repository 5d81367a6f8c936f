/** The runs of the shop. */
import type { Eyes, Row } from '../controller/eyes';

/** One that has work to do. */
export interface ActiveRun {
	id: number;
	/** Where it is, whatever went wrong there. */
	place: string;
	/** Of the process that has it, or had it last; and until when. */
	lease: string;
	message: string;
}

export interface Runs {
	/** Of stock. */
	ids: number[];
	/** The last one of all items that succeeded; 0 = none has. */
	lastStock: number;
	active: ActiveRun[];
	/** The last one of each kind has succeeded: what was read before is written, or never will be. */
	areOver: boolean;
}

/** What a cursor says of attempts and deaths is no progress. */
const IDLE = [ 'attempts', 'deaths', 'cutOffs', 'careful', 'passedOver' ];

function activeOf( row: Row ): ActiveRun {
	const cursor = JSON.parse( row.cursor_data || '{}' ) as object;
	const moving = Object.entries( cursor ).filter(
		( [ name ] ) => ! IDLE.includes( name )
	);
	return {
		id: Number( row.id ),
		place: `${ row.state } ${ row.processed } ${ JSON.stringify( moving ) }`,
		lease: `${ row.lease_owner } ${ row.lease_until }`,
		message: row.message ?? '',
	};
}

export async function readRuns( eyes: Eyes ): Promise< Runs > {
	const [ rows = [] ] = await eyes.read(
		'SELECT id, kind, limited, active_kind, state, processed, cursor_data, lease_owner, lease_until, message FROM wp_sors_runs ORDER BY id'
	);
	const stock = rows.filter( ( { kind } ) => kind === 'stock' );
	const succeeded = stock.filter(
		( { state, limited } ) => state === 'succeeded' && limited === '0'
	);
	const last = new Map( rows.map( ( row ) => [ row.kind, row.state ] ) );
	return {
		areOver: [ ...last.values() ].every(
			( state ) => state === 'succeeded'
		),
		ids: stock.map( ( { id } ) => Number( id ) ),
		lastStock: Number( succeeded.at( -1 )?.id ?? 0 ),
		active: rows
			.filter( ( { active_kind: kind } ) => ( kind ?? null ) !== null )
			.map( activeOf ),
	};
}
