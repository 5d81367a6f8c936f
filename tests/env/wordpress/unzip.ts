import AdmZip from 'adm-zip';
import { Problem } from '../run/problem';

/** Unpacks a ZIP archive, or nothing of it where one of its names leads elsewhere. */
export async function unzip( archive: Buffer, into: string ): Promise< void > {
	try {
		const zip = new AdmZip( archive );
		for ( const { entryName } of zip.getEntries() ) {
			refuseOutside( entryName );
		}
		zip.extractAllTo( into );
	} catch ( error ) {
		throw error instanceof Problem
			? error
			: new Problem(
					`The archive is damaged or no ZIP at all: ${ ( error as Error ).message }`
				);
	}
}

/** AdmZip would lay such a file somewhere inside, but an archive that has one is not to be trusted at all. */
function refuseOutside( name: string ): void {
	if ( /^([/\\]|[a-z]:)|(^|[/\\])\.\.([/\\]|$)/i.test( name ) ) {
		throw new Problem(
			`The archive has a path outside its folder: ${ name }`
		);
	}
}
