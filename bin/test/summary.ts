import { relative } from 'node:path';
import { projectDir } from '../../tests/env/paths';
import { logFile as fileOf } from './check';
import type { Counts, Finished } from './stage';

const SHOWN_LINES = 80;

const logFile = ( id: string ): string => relative( projectDir, fileOf( id ) );

export function failureText( { stage, outcome }: Finished ): string {
	const lines = outcome.output.split( '\n' );
	const shown = lines.slice( -SHOWN_LINES );
	const left = lines.length - shown.length;
	return [
		'',
		`──── ${ stage.title }: ${ outcome.failed } failed ────`,
		...( left > 0
			? [ `(${ left } lines above: ${ logFile( stage.id ) })` ]
			: [] ),
		...shown,
		'',
	].join( '\n' );
}

/** A line a stage, then what all of them come to. */
export function summaryText( finished: Finished[] ): string {
	const width = Math.max(
		...finished.map( ( { stage } ) => stage.title.length )
	);
	const rows = finished.map( ( { stage, outcome, ms } ) => {
		const mark = outcome.failed > 0 ? '✗' : '✓';
		const counts = [ outcome.passed, outcome.failed, outcome.skipped ]
			.map( ( count ) => String( count ).padStart( 7 ) )
			.join( '' );
		const seconds = `${ ( ms / 1000 ).toFixed( 1 ) } s`.padStart( 9 );
		return `${ mark } ${ stage.title.padEnd( width ) }${ counts }${ seconds }  ${ outcome.note }`;
	} );
	const head = `  ${ 'stage'.padEnd( width ) } passed failed  skipped    time`;
	return [ '', head, ...rows.map( ( row ) => row.trimEnd() ), '' ].join(
		'\n'
	);
}

export function total( finished: Finished[] ): Counts {
	const sum = ( key: keyof Counts ): number =>
		finished.reduce( ( so, { outcome } ) => so + outcome[ key ], 0 );
	return {
		passed: sum( 'passed' ),
		failed: sum( 'failed' ),
		skipped: sum( 'skipped' ),
	};
}
