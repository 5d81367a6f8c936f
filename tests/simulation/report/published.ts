/** docs/reliability.md, and beside it all that it was written from: a part that this machine has not played stays as it was published. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../../env/paths';
import {
	nothingPlayed,
	readKept,
	together,
	type Kept,
} from '../controller/campaign';
import { readMatrix } from '../matrix/matrix';
import { readMutants } from '../mutants/results';
import { readSoak } from '../soak/kept';
import { Counts } from './counts';
import { pluginHash } from './kept';
import { readStandIn } from './stand-in';
import { reliability, type Edition, type Results } from './reliability';

const docs = join( projectDir, 'docs' );

export const pageFile = ( dir = docs ) => join( dir, 'reliability.md' );

const fileOf = ( name: string, dir: string ) =>
	join( dir, 'reliability', `${ name }.json` );

async function read< Part >(
	name: string,
	dir: string
): Promise< Part | null > {
	const text = await readFile( fileOf( name, dir ), 'utf8' ).catch(
		() => 'null'
	);
	return JSON.parse( text ) as Part | null;
}

/** What is published: what was played last, unless that was another plugin and what is there was this one. */
export function chosen< Part extends { plugin: string } >(
	played: Part | null,
	published: Part | null,
	plugin: string
): Part | null {
	const isOlder = played?.plugin !== plugin && published?.plugin === plugin;
	return isOlder ? published : ( played ?? published );
}

async function readPlayed( beside: readonly string[] ): Promise< {
	[ Name in keyof Results ]: Results[ Name ] | null;
} > {
	const campaigns = await Promise.all(
		[ undefined, ...beside ].map( ( file ) => readKept( file ) )
	);
	const played = campaigns.filter( ( { counts } ) => counts.histories > 0 );
	return {
		campaign: played.length > 0 ? played.reduce( together ) : null,
		matrix: await readMatrix(),
		mutants: await readMutants(),
		soak: await readSoak(),
		standIn: await readStandIn(),
	};
}

/** @return What the page was written from; null where there is none yet. */
export async function readPublished(
	dir = docs
): Promise< ( Results & { edition: Edition } ) | null > {
	const edition = await read< Edition >( 'edition', dir );
	const campaign =
		( await read< Kept >( 'campaign', dir ) ) ?? nothingPlayed();
	return (
		edition && {
			edition,
			campaign: { ...campaign, counts: Counts.of( campaign.counts ) },
			matrix: await read( 'matrix', dir ),
			mutants: await read( 'mutants', dir ),
			soak: await read( 'soak', dir ),
			standIn: await read( 'standIn', dir ),
		}
	);
}

/**
 * @param version Of the plugin.
 * @param beside  Files of campaigns that were played beside this one.
 */
export async function publish(
	version: string,
	beside: readonly string[]
): Promise< void > {
	const plugin = await pluginHash();
	const day = new Date().toISOString().slice( 0, 10 );
	await publishAs( { version, day, plugin }, await readPlayed( beside ) );
}

export async function publishAs(
	edition: Edition,
	played: Awaited< ReturnType< typeof readPlayed > >,
	dir = docs
): Promise< void > {
	await mkdir( join( dir, 'reliability' ), { recursive: true } );
	const parts = { edition, ...played };
	for ( const [ name, part ] of Object.entries( parts ) ) {
		const kept = chosen( part, await read( name, dir ), edition.plugin );
		if ( kept ) {
			await writeFile(
				fileOf( name, dir ),
				`${ JSON.stringify( kept, null, '\t' ) }\n`
			);
		}
	}
	const published = await readPublished( dir );
	if ( published ) {
		await writeFile(
			pageFile( dir ),
			reliability( published, published.edition )
		);
	}
}
